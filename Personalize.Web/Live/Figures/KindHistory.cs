using System.Collections.Immutable;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Live.Figures;

/// <summary>Counts by kind in the buckets of one range, for a few windows back; 36 KB whatever happens.</summary>
internal sealed class KindHistory(LiveRange range)
{
    private readonly ImmutableDictionary<ActivityKind, CountRing> _byKind = Enum.GetValues<ActivityKind>()
        .ToImmutableDictionary(kind => kind, _ => new CountRing((LiveRange.WindowsKept * LiveRange.Buckets) + 1));

    private ActivityWindow? _newest;
    private long _newestBucket;
    private IReadOnlyList<Happening>? _newestHappenings;

    public void Add(ActivityKind kind, long second)
    {
        var bucket = second / range.BucketSeconds;
        _byKind[kind].Add(bucket);

        // The past is read while the present goes on.
        if (bucket <= _newestBucket) _newest = null;
    }

    /// <summary>The window up to now. The bucket that is still filling is left out: drawn, it would look like a collapse.</summary>
    public ActivityWindow Newest(long second, long knownFrom, IReadOnlyList<Happening> happenings)
    {
        var last = (second / range.BucketSeconds) - 1;
        if (_newest is { } same && _newestBucket == last && ReferenceEquals(_newestHappenings, happenings)) return same;
        (_newestBucket, _newestHappenings) = (last, happenings);
        return _newest = At(last, knownFrom, happenings);
    }

    /// <summary>Of one kind in the window up to now.</summary>
    public long Count(ActivityKind kind, long second)
    {
        var last = second / range.BucketSeconds;
        return _byKind[kind].Sum(last - LiveRange.Buckets + 1, last);
    }

    /// <summary>The window that ended at that second.</summary>
    public ActivityWindow Until(long second, long knownFrom, IReadOnlyList<Happening> happenings) =>
        At((second / range.BucketSeconds) - 1, knownFrom, happenings);

    private ActivityWindow At(long last, long knownFrom, IReadOnlyList<Happening> happenings)
    {
        var first = last - LiveRange.Buckets + 1;
        return ActivityWindow.Of(range, first * range.BucketSeconds, (kind, bucket) => _byKind[kind][first + bucket], knownFrom, happenings);
    }
}

using System.Collections.Immutable;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Live.Figures;

/// <summary>Everything the overview counts of activities. Not thread-safe: the overview locks.</summary>
internal sealed class ActivityFigures
{
    public const int BucketSeconds = 5;
    public const int Buckets = 180;
    private const int StreamLength = 200;
    private const int ActiveSeconds = 300;

    private readonly CountRing _perSecond = new(ActiveSeconds + 1);
    private readonly ImmutableDictionary<ActivityKind, CountRing> _byKind =
        Enum.GetValues<ActivityKind>().ToImmutableDictionary(kind => kind, _ => new CountRing(Buckets + 1));

    private readonly Dictionary<int, long> _activeSince = [];
    private readonly ItemMovers _movers = new();
    private readonly LatencyWindow _commits = new();
    private readonly LinkedList<ActivitySighting> _stream = [];

    public bool Any { get; private set; }

    public DateTimeOffset? NewestAt { get; private set; }

    /// <param name="second">Unix time of the arrival.</param>
    public void Add(in ActivitySighting sighting, long second)
    {
        Any = true;
        if (NewestAt is null || sighting.OccurredAt > NewestAt) NewestAt = sighting.OccurredAt;
        _perSecond.Add(second);
        _byKind[sighting.Kind].Add(second / BucketSeconds);
        if (sighting.ToCommit is { } took) _commits.Add(second, took);
        Show(sighting);

        // A file of last year's sales must not make last year's customers active today.
        if (sighting.IsHistory) return;
        _activeSince[sighting.CustomerId] = Math.Max(second, _activeSince.GetValueOrDefault(sighting.CustomerId));
        if (sighting.ItemId is { } itemId) _movers.Add(second / 60, itemId);
    }

    // Newest first, also when the past is read after the first news.
    private void Show(in ActivitySighting sighting)
    {
        var older = _stream.First;
        while (older is not null && older.Value.Sequence > sighting.Sequence) older = older.Next;
        if (older is null) _stream.AddLast(sighting);
        else _stream.AddBefore(older, sighting);
        if (_stream.Count > StreamLength) _stream.RemoveLast();
    }

    public long CountBetween(long from, long to) => _perSecond.Sum(from, to);

    public int ActiveCustomers(long second)
    {
        foreach (var (customerId, last) in _activeSince)
        {
            if (last <= second - ActiveSeconds) _activeSince.Remove(customerId);
        }

        return _activeSince.Count;
    }

    public long CountOfActiveWindow(long second) => _perSecond.Sum(second - ActiveSeconds + 1, second);

    public (double? Value, int Samples) CommitMilliseconds(long second) => _commits.Percentile(0.95, second - ActiveSeconds);

    public ImmutableDictionary<ActivityKind, ImmutableArray<int>> ByKind(long second)
    {
        var last = second / BucketSeconds;
        return _byKind.ToImmutableDictionary(
            pair => pair.Key,
            pair => Enumerable.Range(0, Buckets).Select(step => (int)pair.Value[last - Buckets + 1 + step]).ToImmutableArray());
    }

    public ImmutableArray<Mover> Movers(long second, Func<int, string?> titleOf) => _movers.Top(second / 60, titleOf);

    public ImmutableArray<StreamRow> Stream(Func<int, string?> titleOf) =>
    [
        .. _stream.Select(one => new StreamRow(
            one.Sequence, one.OccurredAt, one.CustomerId, one.CustomerKey, one.Kind, one.ItemId,
            one.ItemId is { } itemId ? titleOf(itemId) : null, one.EngagementWeight, one.Source)),
    ];
}

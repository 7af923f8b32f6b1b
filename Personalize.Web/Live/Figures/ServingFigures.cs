using Personalize.Engine.Scoring;

namespace Personalize.Web.Live.Figures;

/// <summary>Everything the overview counts of served lists. Not thread-safe: the overview locks.</summary>
internal sealed class ServingFigures
{
    /// <summary>Of click-through, conversion, fallback and coverage.</summary>
    public const int WindowSeconds = 900;

    private const int LatencySeconds = 300;
    private const int BucketSeconds = 5;
    private const int Buckets = WindowSeconds / BucketSeconds;

    /// <summary>Placing an hour's lists takes milliseconds, and the rates of segments move slowly.</summary>
    private const int SegmentSeconds = 10;

    private readonly CountRing _perSecond = new(LatencySeconds);
    private readonly CountRing _served = new(Buckets + 1);
    private readonly CountRing _fallback = new(Buckets + 1);
    private readonly LatencyWindow _latencies = new();
    private readonly ShownLists _shown = new();
    private readonly ItemCoverage _coverage = new();

    private SegmentRates _segments = SegmentRates.None;
    private long _segmentsAt;

    public bool Any { get; private set; }

    public void Add(in ListSighting list, long second)
    {
        Any = true;
        _perSecond.Add(second);
        _latencies.Add(second, list.Took);
        _served.Add(second / BucketSeconds);
        if (list.Rung == Rung.Popularity) _fallback.Add(second / BucketSeconds);
        _coverage.Add(list.Items, second);
        if (list.IsShown) _shown.Add(list, second);
    }

    public void Follow(in ActivitySighting activity, long second) => _shown.Follow(activity, second);

    public long CountBetween(long from, long to) => _perSecond.Sum(from, to);

    public (double? Value, int Samples) Milliseconds(long second) => _latencies.Percentile(0.95, second - LatencySeconds);

    /// <summary>Lists that had to fall back on best-sellers, of the last quarter of an hour.</summary>
    public Rate Fallback(long second)
    {
        var last = second / BucketSeconds;
        return new Rate(_fallback.Sum(last - Buckets + 1, last), _served.Sum(last - Buckets + 1, last));
    }

    /// <summary>Lists shown in the last quarter of an hour: with an activity, and with a purchase, so far.</summary>
    public (Rate Clicked, Rate Bought) Followed(long second)
    {
        _shown.Forget(second);
        return _shown.Since(second - WindowSeconds + 1);
    }

    /// <summary>Items that were on a list of the last quarter of an hour.</summary>
    public int ItemsServed(long second) => _coverage.CountSince(second - WindowSeconds + 1);

    /// <summary>Of the lists shown in the last hour, by where the models that serve now place their customers.</summary>
    public SegmentRates BySegment(long second, Func<string, SegmentMark?> segmentOf)
    {
        if (_segmentsAt > second - SegmentSeconds) return _segments;
        _segmentsAt = second;
        return _segments = SegmentRates.Of(_shown, segmentOf);
    }
}

using Personalize.Engine.Scoring;

namespace Personalize.Web.Live.Figures;

/// <summary>Everything the overview counts of served lists. Not thread-safe: the overview locks.</summary>
internal sealed class ServingFigures
{
    private const int LatencySeconds = 300;
    private const int BucketSeconds = 5;
    private const int Buckets = 180;

    private readonly CountRing _perSecond = new(LatencySeconds);
    private readonly CountRing _served = new(Buckets + 1);
    private readonly CountRing _fallback = new(Buckets + 1);
    private readonly LatencyWindow _latencies = new();

    public bool Any { get; private set; }

    public void Add(long second, TimeSpan took, Rung rung)
    {
        Any = true;
        _perSecond.Add(second);
        _latencies.Add(second, took);
        _served.Add(second / BucketSeconds);
        if (rung == Rung.Popularity) _fallback.Add(second / BucketSeconds);
    }

    public long CountBetween(long from, long to) => _perSecond.Sum(from, to);

    public (double? Value, int Samples) Milliseconds(long second) => _latencies.Percentile(0.95, second - LatencySeconds);

    /// <returns>Null when no list was served in the last quarter of an hour.</returns>
    public (double? Value, long Samples) FallbackShare(long second)
    {
        var last = second / BucketSeconds;
        var served = _served.Sum(last - Buckets + 1, last);
        return served == 0 ? (null, 0) : ((double)_fallback.Sum(last - Buckets + 1, last) / served, served);
    }
}

using System.Diagnostics;

namespace Personalize.Benchmarks.Load;

/// <summary>Any number of waiting times, each exact to a tenth of a millisecond up to a minute; what took longer counts as a minute.</summary>
/// <threadsafety>Adding is safe from several threads; reading wants them to be done.</threadsafety>
internal sealed class LatencyHistogram
{
    private const double PerMillisecond = 10;
    private const int Buckets = 600_001;

    private readonly long[] _counts = new long[Buckets];
    private long _longest;

    /// <param name="from">Timestamp of <see cref="Stopwatch"/>.</param>
    /// <param name="to">Likewise; one before <paramref name="from"/> counts as no wait.</param>
    public void Add(long from, long to)
    {
        var ticks = Math.Max(0, Stopwatch.GetElapsedTime(from, to).Ticks);
        Interlocked.Increment(ref _counts[(int)Math.Min(ticks / (TimeSpan.TicksPerMillisecond / PerMillisecond), Buckets - 1)]);
        for (var longest = Volatile.Read(ref _longest); ticks > longest; longest = Volatile.Read(ref _longest))
            Interlocked.CompareExchange(ref _longest, ticks, longest);
    }

    /// <summary>Takes in another's times and empties it.</summary>
    public void Drain(LatencyHistogram other)
    {
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            _counts[bucket] += other._counts[bucket];
            other._counts[bucket] = 0;
        }

        (_longest, other._longest) = (Math.Max(_longest, other._longest), 0);
    }

    public Latency Read()
    {
        var count = _counts.Sum();
        if (count == 0) return Latency.None;
        return new Latency(count, Percentile(0.5, count), Percentile(0.95, count), Percentile(0.99, count), _longest / (double)TimeSpan.TicksPerMillisecond);
    }

    // The upper end of the bucket in which the share is reached, and never more than the longest.
    private double Percentile(double share, long count)
    {
        var wanted = (long)Math.Ceiling(share * count);
        var (bucket, seen) = (0, _counts[0]);
        while (seen < wanted) seen += _counts[++bucket];
        return Math.Min((bucket + 1) / PerMillisecond, _longest / (double)TimeSpan.TicksPerMillisecond);
    }
}

/// <summary>In milliseconds; null where nothing was measured.</summary>
internal sealed record Latency(long Count, double? P50, double? P95, double? P99, double? Longest)
{
    public static readonly Latency None = new(0, null, null, null, null);
}

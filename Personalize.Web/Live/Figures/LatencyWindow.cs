namespace Personalize.Web.Live.Figures;

/// <summary>The newest durations, for a percentile over the last minutes. Beyond the capacity the window is shorter.</summary>
internal sealed class LatencyWindow(int capacity = 4096)
{
    private readonly (long Second, double Milliseconds)[] _samples = new (long, double)[capacity];
    private long _written;

    public void Add(long second, TimeSpan took) => _samples[_written++ % capacity] = (second, took.TotalMilliseconds);

    /// <summary>Nearest-rank percentile: a duration that really occurred.</summary>
    /// <param name="share">In (0, 1].</param>
    /// <returns>Null without samples.</returns>
    public (double? Value, int Samples) Percentile(double share, long fromSecond)
    {
        var kept = (int)Math.Min(_written, capacity);
        double[] recent = [.. _samples.Take(kept).Where(sample => sample.Second >= fromSecond).Select(sample => sample.Milliseconds)];
        if (recent.Length == 0) return (null, 0);
        Array.Sort(recent);
        return (recent[(int)Math.Ceiling(share * recent.Length) - 1], recent.Length);
    }
}

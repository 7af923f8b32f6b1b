namespace Personalize.Engine.Clusters;

/// <summary>Sums by cluster, so that the mean of a cluster can be held against that of everybody.</summary>
/// <threadsafety>One thread at a time while adding; any number of readers afterwards.</threadsafety>
public sealed class MeanTally
{
    private readonly double[] _sums;
    private readonly long[] _counts;

    /// <param name="clusterCount">0 or more.</param>
    public MeanTally(int clusterCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(clusterCount);
        // The last place is everybody.
        (_sums, _counts) = (new double[clusterCount + 1], new long[clusterCount + 1]);
    }

    public int ClusterCount => _sums.Length - 1;

    /// <param name="cluster">In [0, ClusterCount), or -1 for somebody without a cluster, who still belongs to everybody.</param>
    /// <param name="value">What is not finite is unknown, and counts nowhere.</param>
    public void Add(int cluster, double value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cluster, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cluster, ClusterCount);
        if (!double.IsFinite(value)) return;
        Sum(ClusterCount, value);
        if (cluster >= 0) Sum(cluster, value);
    }

    public MeanContrast Of(int cluster) => new(Mean(cluster), _counts[cluster], Mean(ClusterCount), _counts[ClusterCount]);

    private void Sum(int at, double value)
    {
        _sums[at] += value;
        _counts[at]++;
    }

    private double Mean(int at) => _counts[at] == 0 ? double.NaN : _sums[at] / _counts[at];
}

/// <param name="Mean">Of a cluster; NaN when nothing is known of it.</param>
/// <param name="Count">Known values behind it.</param>
/// <param name="AllMean">Of everybody; NaN when nothing is known.</param>
/// <param name="AllCount">Known values behind that.</param>
public readonly record struct MeanContrast(double Mean, long Count, double AllMean, long AllCount)
{
    public double Difference => Mean - AllMean;
}

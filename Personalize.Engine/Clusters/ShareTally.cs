namespace Personalize.Engine.Clusters;

/// <summary>Counts by cluster and bin, so that the shares of a cluster can be held against those of everybody.</summary>
/// <threadsafety>One thread at a time while counting; any number of readers afterwards.</threadsafety>
public sealed class ShareTally
{
    private readonly long[,] _counts;

    /// <param name="clusterCount">0 or more.</param>
    /// <param name="binCount">0 or more.</param>
    public ShareTally(int clusterCount, int binCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(clusterCount);
        ArgumentOutOfRangeException.ThrowIfNegative(binCount);
        // Two sums besides: the last row is everybody, the last column is all bins.
        _counts = new long[clusterCount + 1, binCount + 1];
    }

    public int ClusterCount => _counts.GetLength(0) - 1;

    public int BinCount => _counts.GetLength(1) - 1;

    /// <param name="cluster">In [0, ClusterCount), or -1 for somebody without a cluster, who still belongs to everybody.</param>
    /// <param name="bin">In [0, BinCount).</param>
    public void Add(int cluster, int bin)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cluster, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cluster, ClusterCount);
        ArgumentOutOfRangeException.ThrowIfNegative(bin);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bin, BinCount);
        Count(ClusterCount, bin);
        if (cluster >= 0) Count(cluster, bin);
    }

    /// <summary>The share of a bin among what was counted of a cluster, against its share among all that was counted.</summary>
    public ShareContrast Of(int cluster, int bin) => new(
        _counts[cluster, bin], _counts[cluster, BinCount], _counts[ClusterCount, bin], _counts[ClusterCount, BinCount]);

    private void Count(int row, int bin)
    {
        _counts[row, bin]++;
        _counts[row, BinCount]++;
    }
}

/// <param name="Hits">Of a cluster, in one bin.</param>
/// <param name="Count">Of a cluster, in all bins.</param>
/// <param name="AllHits">Of everybody, in that bin.</param>
/// <param name="AllCount">Of everybody, in all bins.</param>
public readonly record struct ShareContrast(long Hits, long Count, long AllHits, long AllCount)
{
    /// <summary>In [0, 1]; NaN when nothing of the cluster was counted.</summary>
    public double Share => Count == 0 ? double.NaN : (double)Hits / Count;

    /// <summary>In [0, 1]; NaN when nothing was counted.</summary>
    public double AllShare => AllCount == 0 ? double.NaN : (double)AllHits / AllCount;

    /// <summary>In [-1, 1]; above 0 when the cluster has more of it.</summary>
    public double Difference => Share - AllShare;
}

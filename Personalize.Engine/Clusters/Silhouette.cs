namespace Personalize.Engine.Clusters;

/// <summary>How much nearer points are to their own cluster than to the next one.</summary>
/// <remarks>
/// s = (b − a) / max(a, b), a being the mean distance to the others of the own cluster and b the least mean distance to
/// another cluster; 0 for a point that is alone. Rousseeuw, J. Comput. Appl. Math. 20, 1987. Distance is 1 − cosine.
/// </remarks>
internal static class Silhouette
{
    /// <param name="products">Of points of length 1.</param>
    /// <param name="labels">Cluster of each point, in [0, <paramref name="clusterCount"/>).</param>
    /// <param name="clusterCount">Clusters there may be.</param>
    /// <returns>Mean over the points, in [-1, 1]; NaN when fewer than two clusters have points. O(points²).</returns>
    public static double Of(PointProducts products, ReadOnlySpan<int> labels, int clusterCount)
    {
        var sizes = new int[clusterCount];
        foreach (var label in labels) sizes[label]++;
        if (sizes.Count(static size => size > 0) < 2) return double.NaN;
        var sum = 0d;
        var distances = new double[clusterCount];
        for (var point = 0; point < labels.Length; point++)
        {
            Array.Clear(distances);
            var row = products.Row(point);
            for (var other = 0; other < row.Length; other++)
            {
                if (other != point) distances[labels[other]] += Math.Max(0, 1 - row[other]);
            }
            sum += OfPoint(labels[point], distances, sizes);
        }
        return sum / labels.Length;
    }

    private static double OfPoint(int own, ReadOnlySpan<double> distances, ReadOnlySpan<int> sizes)
    {
        if (sizes[own] == 1) return 0;
        var within = distances[own] / (sizes[own] - 1);
        var between = double.PositiveInfinity;
        for (var cluster = 0; cluster < sizes.Length; cluster++)
        {
            if (cluster != own && sizes[cluster] > 0) between = Math.Min(between, distances[cluster] / sizes[cluster]);
        }
        var greater = Math.Max(within, between);
        return greater > 0 ? (between - within) / greater : 0;
    }
}

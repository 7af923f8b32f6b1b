using Personalize.Engine.Text;

namespace Personalize.Engine.Clusters;

/// <summary>One run of Lloyd's algorithm from given seeds.</summary>
internal sealed class Lloyd(IReadOnlyList<SparseVector> points, int dimension, KMeansSettings settings)
{
    private readonly int[] _labels = new int[points.Count];
    private readonly double[] _squares = new double[points.Count];

    public Centroids Centroids { get; private set; } = new(0, []);

    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>Σ of squared distances to the own centroid, after the last assignment.</summary>
    public double Inertia { get; private set; }

    public void Run(IReadOnlyList<int> seeds, CancellationToken cancellation)
    {
        Array.Fill(_labels, -1);
        Centroids = Seeded(seeds);
        var before = double.PositiveInfinity;
        for (var iteration = 0; iteration < settings.MaxIterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            var moved = Assign();
            if (moved == 0 || before - Inertia < settings.LeastGain * before) return;
            before = Inertia;
            FillEmptyClusters();
            Centroids = Means();
        }
        Assign();
    }

    private Centroids Seeded(IReadOnlyList<int> seeds)
    {
        var values = new float[dimension * seeds.Count];
        for (var cluster = 0; cluster < seeds.Count; cluster++)
        {
            var point = points[seeds[cluster]];
            for (var at = 0; at < point.Count; at++) values[point.Indices[at] * seeds.Count + cluster] = point.Values[at];
        }
        return new Centroids(seeds.Count, values);
    }

    private int Assign()
    {
        var products = new float[Centroids.Count];
        var moved = 0;
        var inertia = 0d;
        for (var point = 0; point < _labels.Length; point++)
        {
            Centroids.Products(points[point], products);
            var nearest = Centroids.Nearest(products);
            if (_labels[point] != nearest) moved++;
            _labels[point] = nearest;
            _squares[point] = Centroids.SquaredDistance(points[point], products, nearest);
            inertia += _squares[point];
        }
        Inertia = inertia;
        return moved;
    }

    // An empty cluster takes the point that is farthest from its own centroid and not alone there.
    private void FillEmptyClusters()
    {
        var sizes = new int[Centroids.Count];
        foreach (var label in _labels) sizes[label]++;
        for (var cluster = 0; cluster < sizes.Length; cluster++)
        {
            if (sizes[cluster] > 0) continue;
            var farthest = -1;
            for (var point = 0; point < _labels.Length; point++)
            {
                if (sizes[_labels[point]] > 1 && (farthest < 0 || _squares[point] > _squares[farthest])) farthest = point;
            }
            if (farthest < 0) return;
            sizes[_labels[farthest]]--;
            sizes[cluster] = 1;
            _labels[farthest] = cluster;
            _squares[farthest] = 0;
        }
    }

    private Centroids Means()
    {
        var count = Centroids.Count;
        var sums = new double[dimension * count];
        for (var point = 0; point < _labels.Length; point++)
        {
            var indices = points[point].Indices;
            var values = points[point].Values;
            for (var at = 0; at < indices.Length; at++) sums[indices[at] * count + _labels[point]] += values[at];
        }
        var scales = Scales(sums, count);
        var means = new float[sums.Length];
        for (var at = 0; at < means.Length; at++) means[at] = (float)(sums[at] * scales[at % count]);
        return new Centroids(count, means);
    }

    private static double[] Scales(double[] sums, int count)
    {
        var scales = new double[count];
        for (var at = 0; at < sums.Length; at++) scales[at % count] += sums[at] * sums[at];
        // Directions that cancel out leave no mean direction; such a centroid stays at 0 and attracts nobody.
        for (var cluster = 0; cluster < scales.Length; cluster++) scales[cluster] = scales[cluster] > 0 ? 1 / Math.Sqrt(scales[cluster]) : 0;
        return scales;
    }
}

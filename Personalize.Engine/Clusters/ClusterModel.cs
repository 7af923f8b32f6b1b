using Personalize.Engine.Scoring;
using Personalize.Engine.Text;

namespace Personalize.Engine.Clusters;

/// <summary>Interest clusters: where their centres lie and who belongs to which.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class ClusterModel
{
    private readonly int[] _labels;
    private readonly int[] _sizes;

    internal ClusterModel(Centroids centroids, int[] labels, double inertia)
    {
        Centroids = centroids;
        _labels = labels;
        Inertia = inertia;
        _sizes = new int[centroids.Count];
        foreach (var label in labels)
        {
            if (label >= 0) _sizes[label]++;
        }
    }

    /// <summary>k; 0 when nobody's interests are known.</summary>
    public int Count => Centroids.Count;

    /// <summary>Cluster of each point trained on, or -1.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>Σ of squared distances to the own centroid.</summary>
    public double Inertia { get; }

    internal Centroids Centroids { get; }

    /// <summary>Points trained on that belong to the cluster.</summary>
    /// <param name="cluster">In [0, Count).</param>
    public int SizeOf(int cluster) => _sizes[cluster];

    /// <summary>The cluster whose centre is most similar; ties by lower number. O(entries · k).</summary>
    /// <returns>-1 for a vector that is empty or shares no term with any centre.</returns>
    public int Nearest(SparseVector interests)
    {
        if (Count == 0 || interests.Count == 0) return -1;
        var products = new float[Count];
        Centroids.Products(interests, products);
        var nearest = Centroids.Nearest(products);
        return products[nearest] > 0 ? nearest : -1;
    }

    /// <summary>The terms that weigh most in the centre: the name of the cluster.</summary>
    /// <param name="cluster">In [0, Count).</param>
    /// <param name="count">At most this many, 0 or more.</param>
    /// <returns>Term numbers, strongest first, ties by lower number.</returns>
    public IReadOnlyList<int> TopTerms(int cluster, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cluster);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cluster, Count);
        var best = new TopK(Math.Min(count, Centroids.Dimension));
        for (var term = 0; term < Centroids.Dimension; term++)
        {
            if (Centroids[cluster, term] > 0) best.Offer(term, Centroids[cluster, term]);
        }
        return [.. best.ToSorted().Select(ranked => ranked.Item)];
    }
}

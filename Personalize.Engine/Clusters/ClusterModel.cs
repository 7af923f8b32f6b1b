using Personalize.Engine.Scoring;
using Personalize.Engine.Text;

namespace Personalize.Engine.Clusters;

/// <summary>Interest clusters: where their centres lie and who belongs to which.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class ClusterModel
{
    private readonly int[] _labels;
    private readonly int _entriesPerPoint;

    internal ClusterModel(Centroids centroids, int[] labels, double inertia, int entriesPerPoint)
    {
        Centroids = centroids;
        _labels = labels;
        Inertia = inertia;
        _entriesPerPoint = entriesPerPoint;
    }

    /// <summary>k; 0 when nobody's interests are known.</summary>
    public int Count => Centroids.Count;

    /// <summary>Cluster of each point trained on, or -1.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>Σ of squared distances to the own centroid.</summary>
    public double Inertia { get; }

    internal Centroids Centroids { get; }

    /// <summary>The cluster whose centre is most similar; ties by lower number. A point trained on gets its label. O(entries · k).</summary>
    /// <param name="interests">Of any length; only as many of its strongest entries count as did in training.</param>
    /// <returns>-1 for a vector that is empty or shares no term with any centre.</returns>
    public int Nearest(SparseVector interests) => Count == 0 ? -1 : Place(PointOf(interests)).Cluster;

    /// <summary>What of a vector decides on its cluster, at length 1.</summary>
    internal SparseVector PointOf(SparseVector interests) => Placed(interests, _entriesPerPoint);

    /// <param name="point">From <see cref="PointOf"/>.</param>
    internal ClusterPlace Place(SparseVector point)
    {
        if (Count == 0 || point.Count == 0) return ClusterPlace.Nowhere;
        var products = new float[Count];
        Centroids.Products(point, products);
        var nearest = Centroids.Nearest(products);
        return products[nearest] > 0 ? new ClusterPlace(nearest, Math.Min(1, products[nearest])) : ClusterPlace.Nowhere;
    }

    /// <summary>The same centres with other members.</summary>
    internal ClusterModel Relabelled(int[] labels) => new(Centroids, labels, Inertia, _entriesPerPoint);

    /// <summary>What of a vector decides on its cluster, at length 1.</summary>
    internal static SparseVector Placed(SparseVector interests, int entries) => interests.Strongest(entries).Normalised();

    /// <summary>Weight of a term in the centre, in [0, 1]; the squares of all of them add up to 1.</summary>
    /// <param name="cluster">In [0, Count).</param>
    /// <param name="term">Term number of the catalogue's text model.</param>
    public double WeightOf(int cluster, int term)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cluster);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cluster, Count);
        return Centroids[cluster, term];
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

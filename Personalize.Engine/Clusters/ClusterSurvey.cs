using Personalize.Engine.Content;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Engine.Text;

namespace Personalize.Engine.Clusters;

/// <summary>Where customers lie among the clusters of a model set: places, sizes, those nearest to each centre, and a map.</summary>
/// <remarks>
/// Places everybody of the data given, also those who came after the training, by the centres that serve; the centres
/// themselves are left as they are. O(entries · k + sample² · entries per customer).
/// </remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class ClusterSurvey
{
    /// <summary>Customers compared with each other at most.</summary>
    public const int MostSampled = 1000;

    private readonly ClusterPlace[] _places;
    private readonly int[] _sizes;
    private readonly int[] _sample;

    private ClusterSurvey(ClusterPlace[] places, int[] sizes, int[] sample, ClusterProjection projection, double silhouette)
    {
        _places = places;
        _sizes = sizes;
        _sample = sample;
        Projection = projection;
        Silhouette = silhouette;
        foreach (var size in sizes) PlacedCount += size;
    }

    /// <summary>By customer number of the data surveyed.</summary>
    public ReadOnlySpan<ClusterPlace> Places => _places;

    /// <summary>Customers of each cluster.</summary>
    public ReadOnlySpan<int> Sizes => _sizes;

    /// <summary>Customers with a cluster.</summary>
    public int PlacedCount { get; }

    /// <summary>Numbers of the customers compared with each other, ascending: all with a cluster, or as many of them as are sampled.</summary>
    public ReadOnlySpan<int> Sample => _sample;

    /// <summary>Map of the sample, in its order.</summary>
    public ClusterProjection Projection { get; }

    /// <summary>Mean silhouette of the sample by cosine distance, in [-1, 1]; NaN with fewer than two clusters in it.</summary>
    public double Silhouette { get; }

    /// <param name="set">Whose centres and text model are used.</param>
    /// <param name="input">Customers and what they say and did; its items may differ from those of the set.</param>
    /// <exception cref="ArgumentException">The input's lists do not match its vocabularies.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between blocks of customers.</exception>
    public static ClusterSurvey Of(ModelSet set, TrainingInput input, TrainingRun run)
    {
        input.Check();
        var points = Points(set, input, run);
        var places = Array.ConvertAll(points, set.Clusters.Place);
        var sizes = new int[set.Clusters.Count];
        var placed = new List<int>();
        for (var customer = 0; customer < places.Length; customer++)
        {
            if (places[customer].Cluster < 0) continue;
            sizes[places[customer].Cluster]++;
            placed.Add(customer);
        }
        var sample = Sampled(placed, run.Seed);
        var products = PointProducts.Of(Array.ConvertAll(sample, customer => points[customer]), run);
        var silhouette = Clusters.Silhouette.Of(products, Array.ConvertAll(sample, customer => places[customer].Cluster), sizes.Length);
        return new ClusterSurvey(places, sizes, sample, ClusterProjection.Of(products, run), silhouette);
    }

    /// <summary>The members most similar to the centre: those who stand for the cluster.</summary>
    /// <param name="cluster">Cluster number.</param>
    /// <param name="count">At most this many, 0 or more.</param>
    /// <returns>Customer numbers with their cosines, most similar first, ties by lower number.</returns>
    public IReadOnlyList<RankedCustomer> Representatives(int cluster, int count)
    {
        var best = new TopK(count);
        for (var customer = 0; customer < _places.Length; customer++)
        {
            if (_places[customer].Cluster == cluster) best.Offer(customer, _places[customer].Cosine);
        }
        return [.. best.ToSorted().Select(static ranked => new RankedCustomer(ranked.Item, ranked.Score))];
    }

    private static SparseVector[] Points(ModelSet set, TrainingInput input, TrainingRun run)
    {
        var composer = new InterestComposer(set.Catalogue, set.Settings);
        var numbers = new int[input.Activities.Items.Count];
        for (var item = 0; item < numbers.Length; item++) numbers[item] = set.Items.NumberOf(input.Activities.Items.IdOf(item));
        var points = new SparseVector[input.Interests.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = run.MaxParallelism, CancellationToken = run.Cancellation };
        Parallel.For(0, points.Length, limits, customer =>
        {
            var row = input.Activities.Interactions.Row(customer);
            var (columns, values) = Known(row, numbers);
            var interests = composer.Compose(input.Interests[customer], input.DeclaredPurchases[customer], new SparseRow(columns, values));
            points[customer] = set.Clusters.PointOf(interests);
        });
        return points;
    }

    // Both vocabularies are in ordinal order, so columns go on increasing under the other numbering.
    private static (int[] Columns, float[] Values) Known(SparseRow row, int[] numbers)
    {
        var (columns, values) = (new List<int>(row.Columns.Length), new List<float>(row.Columns.Length));
        for (var at = 0; at < row.Columns.Length; at++)
        {
            if (numbers[row.Columns[at]] is not (>= 0 and var number)) continue;
            columns.Add(number);
            values.Add(row.Values[at]);
        }
        return ([.. columns], [.. values]);
    }

    private static int[] Sampled(List<int> placed, int seed)
    {
        int[] drawn = [.. placed];
        if (drawn.Length <= MostSampled) return drawn;
        RandomStream.Of(seed, RandomUse.Survey, 0).Shuffle(drawn);
        Array.Resize(ref drawn, MostSampled);
        Array.Sort(drawn);
        return drawn;
    }
}

/// <param name="Customer">Customer number.</param>
/// <param name="Cosine">Similarity with the centre, in (0, 1].</param>
public readonly record struct RankedCustomer(int Customer, double Cosine);

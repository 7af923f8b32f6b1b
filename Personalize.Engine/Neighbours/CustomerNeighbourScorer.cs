using System.Buffers;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Neighbours;

/// <summary>Judges an item by the similar customers who have it: score(u, j) = Σ over the K nearest v of cos(u, v)·w_vj.</summary>
/// <remarks>
/// A customer is never their own neighbour. An item that no neighbour has scores 0; a customer without history gets NaN.
/// Neighbours are found through the customers of each item in the history: O(Σ of those + customers).
/// </remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class CustomerNeighbourScorer : IScorer
{
    public const string ScorerName = "user-knn";

    private readonly InteractionMatrix _interactions;
    private readonly CustomerNeighbourSettings _settings;
    private readonly double[] _norms;
    private readonly long _modelVersion;

    internal CustomerNeighbourScorer(InteractionMatrix interactions, CustomerNeighbourSettings settings, long modelVersion)
    {
        _interactions = interactions;
        _settings = settings;
        _modelVersion = modelVersion;
        _norms = new double[interactions.RowCount];
        for (var customer = 0; customer < _norms.Length; customer++) _norms[customer] = Norm(interactions.Row(customer).Values);
    }

    public string Name => ScorerName;

    public Evidence Requires => Evidence.History;

    /// <summary>With the settings and the model version it is the whole model.</summary>
    internal InteractionMatrix Interactions => _interactions;

    internal CustomerNeighbourSettings Settings => _settings;

    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        ScorerGuard.Check(query, _modelVersion, items, scores);
        if (query.Items.IsEmpty)
        {
            scores.Fill(float.NaN);
            return 0;
        }
        var sums = ArrayPool<double>.Shared.Rent(_interactions.ColumnCount);
        try
        {
            Array.Clear(sums, 0, _interactions.ColumnCount);
            foreach (var (customer, similarity) in Nearest(query))
            {
                var row = _interactions.Row(customer);
                for (var at = 0; at < row.Columns.Length; at++) sums[row.Columns[at]] += similarity * row.Values[at];
            }
            return KnownItems.Score(new Summed(sums), _interactions.ColumnCount, items, scores);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(sums);
        }
    }

    public Explanation Explain(RecommendationQuery query, int item, int maxReasons) => Explain(query, [item], maxReasons)[0];

    public Explanation[] Explain(RecommendationQuery query, ReadOnlySpan<int> items, int maxReasons)
    {
        ScorerGuard.Check(query, _modelVersion);
        ArgumentOutOfRangeException.ThrowIfNegative(maxReasons);
        var nearest = query.Items.IsEmpty ? [] : Nearest(query);
        var explained = new Explanation[items.Length];
        for (var at = 0; at < explained.Length; at++)
        {
            explained[at] = query.Items.IsEmpty || !KnownItems.Contains(_interactions.ColumnCount, items[at])
                ? new Explanation(double.NaN, [], 0)
                : Explain(nearest, items[at], maxReasons);
        }
        return explained;
    }

    private Explanation Explain(RankedItem[] nearest, int item, int maxReasons)
    {
        var (score, similarities, customers) = (0d, 0d, 0);
        foreach (var (customer, similarity) in nearest)
        {
            var row = _interactions.Row(customer);
            if (row.Columns.BinarySearch(item) is not (>= 0 and var at)) continue;
            score += similarity * row.Values[at];
            similarities += similarity;
            customers++;
        }
        return maxReasons > 0 && customers >= _settings.FewestToldOf
            ? new Explanation(score, [new Reason.SimilarCustomers(customers, similarities / customers, score)], 0)
            : new Explanation(score, [], score);
    }

    /// <summary>The K customers of greatest cosine above 0, ties by lower number; best first.</summary>
    internal RankedItem[] Nearest(RecommendationQuery query)
    {
        var products = ArrayPool<double>.Shared.Rent(_interactions.RowCount);
        try
        {
            Array.Clear(products, 0, _interactions.RowCount);
            for (var at = 0; at < query.Items.Length; at++)
            {
                var having = _interactions.Transposed.Row(query.Items.Span[at]);
                double weight = query.Weights.Span[at];
                for (var entry = 0; entry < having.Columns.Length; entry++) products[having.Columns[entry]] += weight * having.Values[entry];
            }
            var norm = Norm(query.Weights.Span);
            var best = new TopK(Math.Min(_settings.Neighbours, _interactions.RowCount));
            for (var customer = 0; customer < _interactions.RowCount; customer++)
            {
                // Rounding can carry a cosine past 1.
                if (products[customer] > 0 && customer != query.Customer) best.Offer(customer, Math.Min(1, products[customer] / (norm * _norms[customer])));
            }
            return best.ToSorted();
        }
        finally
        {
            ArrayPool<double>.Shared.Return(products);
        }
    }

    private static double Norm(ReadOnlySpan<float> values)
    {
        var squares = 0d;
        foreach (var value in values) squares += (double)value * value;
        return Math.Sqrt(squares);
    }

    private readonly struct Summed(double[] sums) : IItemOpinion
    {
        public float Of(int item) => (float)sums[item];
    }
}

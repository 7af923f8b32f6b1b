using System.Buffers;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Engine.Text;

namespace Personalize.Engine.Neighbours;

/// <summary>Judges an item by the similar items that the customer has: score(u, j) = Σ over i in u of w_i·s_ij.</summary>
/// <remarks>An item without such neighbours scores 0; a customer without history gets NaN.</remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class ItemNeighbourScorer : IScorer
{
    public const string ScorerName = "item-knn";

    // Summing over the history costs a pass over all items, whatever is asked: worth it from this share of them on.
    private const int FewCandidates = 8;

    private readonly CompressedRows _byCandidate;
    private readonly CompressedRows _byHistory;
    private readonly long _modelVersion;

    /// <param name="byCandidate">Items × items: what supports the item of the row, and how much. Nothing supports itself.</param>
    internal ItemNeighbourScorer(CompressedRows byCandidate, long modelVersion)
    {
        _byCandidate = byCandidate;
        _byHistory = byCandidate.Transpose();
        _modelVersion = modelVersion;
    }

    public string Name => ScorerName;

    public Evidence Requires => Evidence.History;

    /// <summary>Items × items; with the model version it is the whole model.</summary>
    internal CompressedRows Table => _byCandidate;

    /// <summary>The items that support an item, strictly increasing, with their similarities.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="item"/> is not in the vocabulary.</exception>
    public SparseRow NeighboursOf(int item) => _byCandidate.Row(item);

    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        ScorerGuard.Check(query, _modelVersion, items, scores);
        if (query.Items.IsEmpty)
        {
            scores.Fill(float.NaN);
            return 0;
        }
        if (items.Length < _byCandidate.RowCount / FewCandidates)
            return KnownItems.Score(new OneByOne(_byCandidate, query), _byCandidate.RowCount, items, scores);
        var sums = ArrayPool<double>.Shared.Rent(_byCandidate.RowCount);
        try
        {
            Accumulate(query, sums.AsSpan(0, _byCandidate.RowCount));
            return KnownItems.Score(new Summed(sums), _byCandidate.RowCount, items, scores);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(sums);
        }
    }

    public Explanation Explain(RecommendationQuery query, int item, int maxReasons)
    {
        ScorerGuard.Check(query, _modelVersion);
        ArgumentOutOfRangeException.ThrowIfNegative(maxReasons);
        if (query.Items.IsEmpty || !KnownItems.Contains(_byCandidate.RowCount, item)) return new Explanation(double.NaN, [], 0);
        var neighbours = _byCandidate.Row(item);
        var best = new TopK(Math.Min(maxReasons, neighbours.Columns.Length));
        var score = 0d;
        foreach (var (neighbour, support) in new SparseOverlap(HistoryOf(query), neighbours))
        {
            score += support;
            best.Offer(neighbour, support);
        }
        var reasons = new List<Reason>();
        var told = 0d;
        foreach (var (neighbour, support) in best.ToSorted())
        {
            reasons.Add(new Reason.BecauseOf(neighbour, neighbours.Values[neighbours.Columns.BinarySearch(neighbour)], support));
            told += support;
        }
        return new Explanation(score, reasons, score - told);
    }

    // In the order of the history, like the sum for one item alone, so that both have the same bits.
    private void Accumulate(RecommendationQuery query, Span<double> sums)
    {
        sums.Clear();
        var history = HistoryOf(query);
        for (var at = 0; at < history.Columns.Length; at++)
        {
            var supported = _byHistory.Row(history.Columns[at]);
            double weight = history.Values[at];
            for (var entry = 0; entry < supported.Columns.Length; entry++) sums[supported.Columns[entry]] += weight * supported.Values[entry];
        }
    }

    private static SparseRow HistoryOf(RecommendationQuery query) => new(query.Items.Span, query.Weights.Span);

    private readonly struct Summed(double[] sums) : IItemOpinion
    {
        public float Of(int item) => (float)sums[item];
    }

    private readonly struct OneByOne(CompressedRows byCandidate, RecommendationQuery query) : IItemOpinion
    {
        public float Of(int item) => (float)SparseVector.Dot(HistoryOf(query), byCandidate.Row(item));
    }
}

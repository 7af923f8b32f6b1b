using System.Buffers;
using Personalize.Engine.Interactions;
using Personalize.Engine.Repeats;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Transitions;

/// <summary>Judges an item by what the customer had last: score_b = Σ over the last steps, newest first, g^k / |s| · Σ over a in s of T_ab.</summary>
/// <remarks>Order is all it knows: an item that never followed scores 0. Needs the query's events: NaN without. O(history · successors).</remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class TransitionModel : IScorer
{
    public const string ScorerName = "transitions";

    // Summing over the history costs a pass over all items, whatever is asked: worth it from this share of them on.
    private const int FewCandidates = 16;

    private readonly CompressedRows _table;
    private readonly long _modelVersion;

    internal TransitionModel(CompressedRows table, TransitionSettings settings, long modelVersion)
    {
        _table = table;
        _modelVersion = modelVersion;
        Settings = settings;
    }

    public string Name => ScorerName;

    public Evidence Requires => Evidence.History;

    public TransitionSettings Settings { get; }

    /// <summary>Items × items, T by the earlier item; with the settings and the model version it is the whole model.</summary>
    internal CompressedRows Table => _table;

    /// <summary>What comes after an item, strictly increasing by number, with T.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="item"/> is not in the vocabulary.</exception>
    public SparseRow SuccessorsOf(int item) => _table.Row(item);

    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        ScorerGuard.Check(query, _modelVersion, items, scores);
        if (query.Events.IsEmpty)
        {
            scores.Fill(float.NaN);
            return 0;
        }
        var last = LastItems(query);
        if (items.Length < _table.RowCount / FewCandidates)
            return KnownItems.Score(new OneByOne(_table, last), _table.RowCount, items, scores);
        var sums = ArrayPool<double>.Shared.Rent(_table.RowCount);
        try
        {
            sums.AsSpan(0, _table.RowCount).Clear();
            foreach (var (item, weight) in last)
            {
                var next = _table.Row(item);
                for (var at = 0; at < next.Columns.Length; at++) sums[next.Columns[at]] += weight * next.Values[at];
            }
            return KnownItems.Score(new Summed(sums), _table.RowCount, items, scores);
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
        if (query.Events.IsEmpty || !KnownItems.Contains(_table.RowCount, item)) return new Explanation(double.NaN, [], 0);
        var shares = new SortedDictionary<int, double>();
        foreach (var (before, weight) in LastItems(query))
        {
            var share = weight * ShareOf(_table.Row(before), item);
            if (share > 0) shares[before] = shares.GetValueOrDefault(before) + share;
        }
        var best = new TopK(Math.Min(maxReasons, shares.Count));
        foreach (var (before, share) in shares) best.Offer(before, share);
        var score = shares.Values.Sum();
        var told = best.ToSorted();
        return new Explanation(
            score, Array.ConvertAll(told, static share => (Reason)new Reason.OftenNext(share.Item, share.Score)), score - told.Sum(static share => share.Score));
    }

    /// <summary>The items of the last steps with their weights, newest first; an item of several steps comes as often.</summary>
    private List<(int Item, double Weight)> LastItems(RecommendationQuery query)
    {
        var last = new List<(int, double)>();
        var (steps, weight) = (0, 1d);
        foreach (var together in new Baskets(query.Events.Span))
        {
            if (steps++ == Settings.HistorySteps) break;
            var items = StepLog.ItemsOf(together);
            foreach (var item in items) last.Add((item, weight / items.Length));
            weight *= Settings.HistoryDecay;
        }
        return last;
    }

    private static double ShareOf(SparseRow next, int item) => next.Columns.BinarySearch(item) is >= 0 and var at ? next.Values[at] : 0;

    private readonly struct Summed(double[] sums) : IItemOpinion
    {
        public float Of(int item) => (float)sums[item];
    }

    private readonly struct OneByOne(CompressedRows table, List<(int Item, double Weight)> last) : IItemOpinion
    {
        // Adding nothing changes no bit, so this is the same sum in the same order as for all items at once.
        public float Of(int item)
        {
            var sum = 0d;
            foreach (var (before, weight) in last) sum += weight * ShareOf(table.Row(before), item);
            return (float)sum;
        }
    }
}

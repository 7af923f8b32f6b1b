using System.Buffers;
using System.Numerics.Tensors;
using Personalize.Engine.Interactions;
using Personalize.Engine.Numerics;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Autoencoders;

/// <summary>Judges an item by what the other items of the history say about it: score_j = Σᵢ xᵢ·B_ij, i ≠ j.</summary>
/// <remarks>
/// Kept is P, the inverse behind B: it serves scores, where x·B_j = x_j - (x·P)_j / P_jj, and exact updates alike. A new
/// customer needs no update at all. 4 bytes per pair of items; O(history · items) per customer.
/// </remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class EaseModel : IScorer
{
    public const string ScorerName = "ease";

    // Below one candidate per this many items it is cheaper to look at the candidates alone.
    private const int ItemsPerCandidate = 16;

    private readonly float[] _inverse;
    private readonly long _modelVersion;

    internal EaseModel(float[] inverse, int itemCount, EaseSettings settings, long modelVersion)
    {
        _inverse = inverse;
        ItemCount = itemCount;
        Settings = settings;
        _modelVersion = modelVersion;
    }

    public string Name => ScorerName;

    public Evidence Requires => Evidence.History;

    /// <summary>Items that have a score.</summary>
    public int ItemCount { get; }

    /// <summary>P, row-major and symmetric.</summary>
    internal ReadOnlySpan<float> Inverse => _inverse;

    /// <summary>What it was learnt with, λ as it was chosen.</summary>
    public EaseSettings Settings { get; }

    /// <summary>B_ij: what a touch of <paramref name="item"/> adds to the score of <paramref name="other"/>; 0 for an item and itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in [0, ItemCount).</exception>
    public double WeightOf(int item, int other)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(item, ItemCount);
        ArgumentOutOfRangeException.ThrowIfNegative(other);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(other, ItemCount);
        return item == other ? 0 : -(double)_inverse[item * ItemCount + other] / _inverse[other * ItemCount + other];
    }

    /// <summary>The model after some histories changed, as if trained anew with the same λ, but for rounding.</summary>
    /// <remarks>
    /// A history that goes takes x·xᵀ out of XᵀX and one that comes brings it in. Dropout p adds p / (1 − p) of an item's count to
    /// its diagonal, so where an item came or went that diagonal moves by as much besides: it stays the model of the same λ and p.
    /// O(items²) per change, and as much again per item that came or went where there is dropout. Rounding adds up: train anew
    /// from time to time.
    /// </remarks>
    /// <exception cref="ArgumentException">An item is not in the vocabulary, or a history to take away cannot have been in the model.</exception>
    public EaseModel With(IReadOnlyList<HistoryChange> changes)
    {
        var inverse = _inverse.AsSpan().ToArray();
        foreach (var change in changes)
        {
            // Adding first keeps the matrix well away from singular.
            Add(inverse, change.After.Span, change.Before.Span, 1);
            Add(inverse, change.Before.Span, change.After.Span, -1);
        }
        return new EaseModel(inverse, ItemCount, Settings, _modelVersion);
    }

    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        ScorerGuard.Check(query, _modelVersion, items, scores);
        if (query.Items.IsEmpty)
        {
            scores.Fill(float.NaN);
            return 0;
        }
        if (items.Length < ItemCount / ItemsPerCandidate)
            return KnownItems.Score(new OfOne(this, query), ItemCount, items, scores);
        var sums = ArrayPool<float>.Shared.Rent(ItemCount);
        var all = sums.AsSpan(0, ItemCount);
        all.Clear();
        var history = query.Items.Span;
        for (var at = 0; at < history.Length; at++)
            TensorPrimitives.FusedMultiplyAdd(_inverse.AsSpan(history[at] * ItemCount, ItemCount), PresenceOf(query, at), all, all);
        for (var at = 0; at < history.Length; at++) all[history[at]] -= PresenceOf(query, at) * _inverse[history[at] * (ItemCount + 1)];
        var known = KnownItems.Score(new OfAll(this, all), ItemCount, items, scores);
        ArrayPool<float>.Shared.Return(sums);
        return known;
    }

    public Explanation Explain(RecommendationQuery query, int item, int maxReasons)
    {
        ScorerGuard.Check(query, _modelVersion);
        ArgumentOutOfRangeException.ThrowIfNegative(maxReasons);
        if (query.Items.IsEmpty || !KnownItems.Contains(ItemCount, item)) return new Explanation(double.NaN, [], 0);
        var shares = new TopK(Math.Min(maxReasons, query.Items.Length));
        var score = 0d;
        for (var at = 0; at < query.Items.Length; at++)
        {
            var share = PresenceOf(query, at) * WeightOf(query.Items.Span[at], item);
            score += share;
            // "Because you did not" and "although you did" are no reasons.
            if (share > 0) shares.Offer(query.Items.Span[at], share);
        }
        var reasons = Array.ConvertAll(
            shares.ToSorted(), share => (Reason)new Reason.BecauseOf(share.Item, WeightOf(share.Item, item), share.Score));
        return new Explanation(score, reasons, score - reasons.Sum(static reason => reason.Contribution));
    }

    private float PresenceOf(RecommendationQuery query, int at) =>
        Settings.History == HistoryUse.Presence ? 1 : Math.Min(1, query.Weights.Span[at]);

    private void Add(float[] inverse, ReadOnlySpan<int> history, ReadOnlySpan<int> other, int sign)
    {
        foreach (var item in history)
        {
            if (!KnownItems.Contains(ItemCount, item))
                throw new ArgumentException($"A changed history holds item {item}; there are {ItemCount}.");
        }
        var added = InverseUpdate.TryAdd(inverse, ItemCount, history, sign);
        // The imagined gaps of an item count its customers: one more where it is new, one less where it is gone.
        foreach (var item in history)
        {
            if (Settings.Dropout > 0 && !other.Contains(item)) added &= InverseUpdate.TryAdd(inverse, ItemCount, [item], sign * Settings.DropoutWeight);
        }
        if (!added) throw new ArgumentException($"A history of {history.Length} items is to be taken away, but it cannot have been in this model.");
    }

    private readonly ref struct OfAll(EaseModel model, ReadOnlySpan<float> sums) : IItemOpinion
    {
        private readonly ReadOnlySpan<float> _sums = sums;

        public float Of(int item) => -_sums[item] / model._inverse[item * (model.ItemCount + 1)];
    }

    // The same operations in the same order as for all items at once, hence the same bits.
    private readonly ref struct OfOne(EaseModel model, RecommendationQuery query) : IItemOpinion
    {
        private readonly ReadOnlySpan<int> _history = query.Items.Span;

        public float Of(int item)
        {
            var row = model._inverse.AsSpan(item * model.ItemCount, model.ItemCount);
            var (sum, own) = (0f, 0f);
            for (var at = 0; at < _history.Length; at++)
            {
                var presence = model.PresenceOf(query, at);
                sum = MathF.FusedMultiplyAdd(row[_history[at]], presence, sum);
                if (_history[at] == item) own = presence;
            }
            return -(sum - own * row[item]) / row[item];
        }
    }
}

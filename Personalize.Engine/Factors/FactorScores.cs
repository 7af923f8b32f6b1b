using System.Buffers;
using Personalize.Engine.Numerics;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Factors;

/// <summary>What all models of item factors share: products with the customer's factors, and reasons from the history.</summary>
internal static class FactorScores
{
    /// <exception cref="ArgumentException">There is no room for exactly <paramref name="count"/> factors.</exception>
    public static void CheckLength(Span<float> factors, int count)
    {
        if (factors.Length != count)
            throw new ArgumentException($"The model has {count} factors, and there is room for {factors.Length}; give a span of that length.", nameof(factors));
    }

    public static int Score(FactorRows rows, RecommendationQuery query, string scorer, ReadOnlySpan<int> items, Span<float> scores)
    {
        if (!query.Factors.TryGetValue(scorer, out var factors))
        {
            scores.Fill(float.NaN);
            return 0;
        }
        var padded = ArrayPool<float>.Shared.Rent(rows.Stride);
        var own = Padded(rows, factors.Span, padded);
        var known = KnownItems.Score(new OfFactors(rows, own), rows.Count, items, scores);
        ArrayPool<float>.Shared.Return(padded);
        return known;
    }

    /// <summary>One score, in double precision.</summary>
    public static bool TryScore(FactorRows rows, RecommendationQuery query, string scorer, int item, out double score)
    {
        score = 0;
        if (!query.Factors.TryGetValue(scorer, out var factors)) return false;
        var row = rows.Row(item);
        for (var at = 0; at < factors.Length; at++) score += (double)factors.Span[at] * row[at];
        return true;
    }

    /// <summary>Items of the history by what they add to the score: their product with what the model makes of the item in question.</summary>
    /// <param name="image">Of the item; its product with an item of the history is the share of the latter.</param>
    public static Explanation Explain(FactorRows rows, RecommendationQuery query, ReadOnlySpan<float> image, double score, int maxReasons)
    {
        var shares = new TopK(Math.Min(maxReasons, query.Items.Length));
        foreach (var other in query.Items.Span)
        {
            var share = (double)RowQuads.Dot(rows.Row(other), image);
            // "Although you did" is no reason.
            if (share > 0) shares.Offer(other, share);
        }
        var reasons = Array.ConvertAll(shares.ToSorted(), static share => (Reason)new Reason.BecauseOf(share.Item, share.Score, share.Score));
        return new Explanation(score, reasons, score - reasons.Sum(static reason => reason.Contribution));
    }

    private static Span<float> Padded(FactorRows rows, ReadOnlySpan<float> factors, float[] padded)
    {
        if (factors.Length != rows.Width)
            throw new ArgumentException($"The query carries {factors.Length} factors, the model has {rows.Width}; fold the customer in anew.");
        var own = padded.AsSpan(0, rows.Stride);
        factors.CopyTo(own);
        own[factors.Length..].Clear();
        return own;
    }

    private readonly ref struct OfFactors(FactorRows rows, ReadOnlySpan<float> own) : IItemOpinion
    {
        private readonly ReadOnlySpan<float> _own = own;

        public float Of(int item) => RowQuads.Dot(rows.Row(item), _own);
    }
}

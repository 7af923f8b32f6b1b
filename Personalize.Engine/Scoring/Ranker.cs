namespace Personalize.Engine.Scoring;

/// <summary>Orders scored items. Scoring is somebody else's work.</summary>
public static class Ranker
{
    /// <param name="items">Item numbers in any order.</param>
    /// <param name="scores">Parallel to <paramref name="items"/>; NaN is skipped.</param>
    /// <param name="count">Length of the list at most, 0 or more.</param>
    /// <returns>Best first; ties by lower item number; empty when nothing has a score. O(n log count).</returns>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static IReadOnlyList<RankedItem> Top(ReadOnlySpan<int> items, ReadOnlySpan<float> scores, int count)
    {
        if (items.Length != scores.Length)
            throw new ArgumentException($"{items.Length} items have {scores.Length} scores; give one score per item.", nameof(scores));
        var best = new TopK(Math.Min(count, items.Length));
        for (var at = 0; at < items.Length; at++) best.Offer(items[at], scores[at]);
        return best.ToSorted();
    }
}

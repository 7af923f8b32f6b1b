using Personalize.Engine.Scoring;

namespace Personalize.Engine.Diversity;

/// <summary>Reorders a ranking so that neighbours are not all alike: next comes the item of greatest λ·relevance − (1 − λ)·likeness to any before it.</summary>
/// <remarks>
/// Maximal marginal relevance: Carbonell and Goldstein, 1998. Scores and reasons stay what they are, only the order changes.
/// O(pool · length) likenesses.
/// </remarks>
public static class MarginalRelevance
{
    /// <summary>The first items of a ranking, reordered.</summary>
    /// <param name="pool">Best first; nothing beyond it can enter.</param>
    /// <param name="relevances">Parallel to <paramref name="pool"/>, in [0, 1].</param>
    /// <param name="likeness">Of two item numbers, symmetric, in [0, 1].</param>
    /// <param name="relevanceShare">λ in [0, 1]; 1 leaves the ranking as it is.</param>
    /// <param name="count">Length of the list at most, 0 or more.</param>
    /// <returns>Positions in <paramref name="pool"/>, in their new order; ties by position.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">λ is not in [0, 1], or the count is negative.</exception>
    public static IReadOnlyList<int> Reorder(
        IReadOnlyList<int> pool, IReadOnlyList<double> relevances, Func<int, int, double> likeness, double relevanceShare, int count)
    {
        if (pool.Count != relevances.Count)
            throw new ArgumentException($"{pool.Count} items have {relevances.Count} relevances; give one each.", nameof(relevances));
        if (!(relevanceShare >= 0 && relevanceShare <= 1))
            throw new ArgumentOutOfRangeException(nameof(relevanceShare), relevanceShare, "The share of relevance is in [0, 1].");
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var left = Enumerable.Range(0, pool.Count).ToList();
        var nearest = new double[pool.Count];
        var order = new List<int>(Math.Min(count, pool.Count));
        while (order.Count < count && left.Count > 0)
        {
            var next = left.MaxBy(at => relevanceShare * relevances[at] - (1 - relevanceShare) * nearest[at]);
            order.Add(next);
            left.Remove(next);
            foreach (var at in left) nearest[at] = Math.Max(nearest[at], likeness(pool[next], pool[at]));
        }
        return order;
    }

    /// <summary>Mid-ranks of descending scores as relevances: 1 − (rank − ½) / n.</summary>
    internal static double[] Percentiles(IReadOnlyList<RankedItem> ranked)
    {
        var relevances = new double[ranked.Count];
        for (var from = 0; from < relevances.Length;)
        {
            var to = from + 1;
            while (to < relevances.Length && ranked[to].Score == ranked[from].Score) to++;
            for (var at = from; at < to; at++) relevances[at] = 1 - (from + to) / 2d / relevances.Length;
            from = to;
        }
        return relevances;
    }
}

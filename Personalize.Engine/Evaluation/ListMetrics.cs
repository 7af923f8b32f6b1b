using Personalize.Engine.Interactions;

namespace Personalize.Engine.Evaluation;

/// <summary>What lists are besides accurate: wide, even, surprising, mixed.</summary>
public static class ListMetrics
{
    /// <summary>Share of the items that stand in any list, in [0, 1].</summary>
    /// <param name="exposures">By item: in how many lists it stands, 0 or more.</param>
    /// <returns>NaN for no items.</returns>
    public static double Coverage(ReadOnlySpan<int> exposures)
    {
        var shown = 0;
        foreach (var count in exposures) shown += count > 0 ? 1 : 0;
        return exposures.IsEmpty ? double.NaN : (double)shown / exposures.Length;
    }

    /// <summary>How unevenly exposure is spread: 0 when all items are shown alike, near 1 when one item has everything.</summary>
    /// <param name="exposures">By item: in how many lists it stands, 0 or more.</param>
    /// <returns>NaN when nothing was shown.</returns>
    /// <remarks>G = Σ (2i − n − 1)·xᵢ / (n·Σ xᵢ) over exposures sorted upwards, i from 1.</remarks>
    public static double Gini(ReadOnlySpan<int> exposures)
    {
        var sorted = exposures.ToArray();
        Array.Sort(sorted);
        var (weighted, sum) = (0d, 0d);
        for (var at = 0; at < sorted.Length; at++)
        {
            weighted += (2d * (at + 1) - sorted.Length - 1) * sorted[at];
            sum += sorted[at];
        }
        return sum == 0 ? double.NaN : weighted / (sorted.Length * sum);
    }

    /// <summary>Mean of −log₂ p over the first k, in bits; p is the share of customers who have the item.</summary>
    /// <param name="buyers">By item: customers who have it. One that nobody has counts as had by one, or its surprise had no bound.</param>
    /// <param name="customers">Of all customers, 1 or more.</param>
    /// <returns>NaN for an empty list.</returns>
    public static double Novelty(ReadOnlySpan<int> ranked, ReadOnlySpan<int> buyers, int customers, int k)
    {
        var listed = ranked[..Math.Min(k, ranked.Length)];
        var sum = 0d;
        foreach (var item in listed) sum -= Math.Log2(Math.Max(1d, buyers[item]) / customers);
        return listed.IsEmpty ? double.NaN : sum / listed.Length;
    }

    /// <summary>Mean of 1 − cosine over all pairs of the first k: how unlike each other the items of a list are.</summary>
    /// <param name="vectors">Items as rows, weights above 0: their customers or their words.</param>
    /// <returns>NaN for a list of fewer than two.</returns>
    public static double Diversity(ReadOnlySpan<int> ranked, InteractionMatrix vectors, int k)
    {
        var count = Math.Min(k, ranked.Length);
        if (count < 2) return double.NaN;
        var sum = 0d;
        for (var one = 0; one < count; one++)
        {
            for (var other = one + 1; other < count; other++) sum += 1 - Cosine(vectors.Row(ranked[one]), vectors.Row(ranked[other]));
        }
        return sum / (count * (count - 1) / 2d);
    }

    private static double Cosine(SparseRow left, SparseRow right)
    {
        var squares = Square(left) * Square(right);
        return squares == 0 ? 0 : Math.Clamp(Text.SparseVector.Dot(left, right) / Math.Sqrt(squares), -1, 1);
    }

    private static double Square(SparseRow row)
    {
        var sum = 0d;
        foreach (var value in row.Values) sum += (double)value * value;
        return sum;
    }
}

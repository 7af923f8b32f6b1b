namespace Personalize.Engine.Evaluation;

/// <summary>Whether a list mixes categories as the customer's history does.</summary>
/// <remarks>Steck, "Calibrated recommendations" (2018), with one category per item and all places of the list alike.</remarks>
public static class CategoryCalibration
{
    /// <summary>How much of the history's share stands in for the list's, so that a category the list lacks does not cost infinitely much.</summary>
    private const double Blend = 0.01;

    /// <summary>Share of each category, in [0, 1].</summary>
    /// <param name="items">Item numbers, each in [0, length of <paramref name="categoryOf"/>).</param>
    /// <param name="categoryOf">By item: its category in [0, count), or -1 for none; such items are left out.</param>
    /// <param name="count">Of categories.</param>
    /// <returns>Shares that sum to 1, or to 0 where no item has a category.</returns>
    public static double[] Shares(ReadOnlySpan<int> items, ReadOnlySpan<int> categoryOf, int count)
    {
        var (shares, known) = (new double[count], 0);
        foreach (var item in items)
        {
            if (categoryOf[item] < 0) continue;
            shares[categoryOf[item]]++;
            known++;
        }
        foreach (ref var share in shares.AsSpan()) share /= Math.Max(1, known);
        return shares;
    }

    /// <summary>Σ p·ln(p / q̃) with q̃ = 0.99·q + 0.01·p: 0 where both mix alike, at most ln 100.</summary>
    /// <param name="history">p by category; sums to 1.</param>
    /// <param name="list">q by category, as many; sums to 1, or to 0 for a list without categories.</param>
    /// <returns>In nats; NaN where the history has no categories.</returns>
    /// <exception cref="ArgumentException">They are not as many.</exception>
    public static double Divergence(ReadOnlySpan<double> history, ReadOnlySpan<double> list)
    {
        if (history.Length != list.Length)
            throw new ArgumentException($"{history.Length} categories of the history and {list.Length} of the list; give the same.", nameof(list));
        var (sum, total) = (0d, 0d);
        for (var category = 0; category < history.Length; category++)
        {
            var share = history[category];
            total += share;
            if (share > 0) sum += share * Math.Log(share / ((1 - Blend) * list[category] + Blend * share));
        }
        return total == 0 ? double.NaN : sum;
    }
}

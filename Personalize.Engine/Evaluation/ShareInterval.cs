namespace Personalize.Engine.Evaluation;

/// <summary>Where a share probably lies that was counted in a sample.</summary>
/// <param name="Low">In [0, 1]; NaN when nothing was counted.</param>
/// <param name="High">In [0, 1], not below <paramref name="Low"/>; NaN when nothing was counted.</param>
public readonly record struct ShareInterval(double Low, double High)
{
    /// <summary>Standard normal quantile of .975.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>The 95 % score interval, which holds for few cases and for shares near 0 and 1 as well.</summary>
    /// <param name="hits">In [0, count].</param>
    /// <param name="count">Independent cases, 0 or more.</param>
    /// <remarks>
    /// (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n). E. B. Wilson, "Probable inference, the law of succession, and
    /// statistical inference", J. Am. Stat. Assoc. 22 (1927).
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer cases than hits, or a number is negative.</exception>
    public static ShareInterval Wilson(long hits, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, hits);
        if (count == 0) return new ShareInterval(double.NaN, double.NaN);
        double n = count;
        var share = hits / n;
        var middle = share + (Z * Z / (2 * n));
        var half = Z * Math.Sqrt((share * (1 - share) / n) + (Z * Z / (4 * n * n)));
        var whole = 1 + (Z * Z / n);

        // Rounding must not push the ends past what a share can be.
        return new ShareInterval(
            hits == 0 ? 0 : Math.Max(0, (middle - half) / whole), hits == count ? 1 : Math.Min(1, (middle + half) / whole));
    }
}

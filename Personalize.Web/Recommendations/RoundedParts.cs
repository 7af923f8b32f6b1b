namespace Personalize.Web.Recommendations;

/// <summary>Parts rounded so that the figures people read add up to the total they read (largest remainder method).</summary>
/// <param name="Total">The rounded sum of the exact parts.</param>
/// <param name="Parts">Parallel to the exact parts; each within one unit of the last place; sum is <paramref name="Total"/>.</param>
public sealed record RoundedParts(decimal Total, IReadOnlyList<decimal> Parts)
{
    /// <param name="exact">Finite numbers; may be empty.</param>
    /// <param name="decimals">Digits after the point, 0 to 6.</param>
    public static RoundedParts Of(IReadOnlyList<double> exact, int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 6);
        var scale = Math.Pow(10, decimals);
        var units = exact.Select(part => (long)Math.Floor(part * scale)).ToArray();
        var total = (long)Math.Round(exact.Sum() * scale, MidpointRounding.AwayFromZero);
        var missing = (int)(total - units.Sum());
        var byFraction = Enumerable.Range(0, units.Length)
            .OrderByDescending(index => exact[index] * scale - units[index])
            .ThenBy(index => index);
        foreach (var index in byFraction.Take(missing)) units[index]++;

        var unit = 1m / (decimal)scale;
        return new(total * unit, [.. units.Select(count => count * unit)]);
    }
}

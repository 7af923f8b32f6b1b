namespace Personalize.Engine;

/// <summary>Positions in values sorted from low to high, repeats allowed. O(log n).</summary>
internal static class SortedSearch
{
    /// <returns>How many values are below; the length when all are.</returns>
    public static int FirstNotBelow(ReadOnlySpan<double> sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <returns>How many values are below or equal; the length when all are.</returns>
    public static int FirstAbove(ReadOnlySpan<double> sorted, double value) =>
        double.IsPositiveInfinity(value) ? sorted.Length : FirstNotBelow(sorted, Math.BitIncrement(value));
}

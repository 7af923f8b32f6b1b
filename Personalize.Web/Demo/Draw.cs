namespace Personalize.Web.Demo;

/// <summary>Draws from a seeded source.</summary>
internal static class Draw
{
    /// <summary>Standard normal, by Box and Muller.</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static T Of<T>(Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>An index with a probability in proportion to its weight.</summary>
    /// <param name="weights">Each ≥ 0, together above 0.</param>
    public static int Weighted(Random random, ReadOnlySpan<double> weights)
    {
        var total = 0d;
        foreach (var weight in weights) total += weight;
        var point = random.NextDouble() * total;
        for (var index = 0; index < weights.Length - 1; index++)
        {
            point -= weights[index];
            if (point < 0) return index;
        }

        return weights.Length - 1;
    }

    /// <summary>An index by running totals: logarithmic, for the same weights again and again.</summary>
    /// <param name="totals">Increasing; the last is the sum.</param>
    public static int ByTotals(Random random, double[] totals)
    {
        var found = Array.BinarySearch(totals, random.NextDouble() * totals[^1]);
        return Math.Min(found < 0 ? ~found : found + 1, totals.Length - 1);
    }

    public static double[] Totals(IEnumerable<double> weights)
    {
        List<double> totals = [];
        var sum = 0d;
        foreach (var weight in weights) totals.Add(sum += weight);
        return [.. totals];
    }

    /// <summary>A version 4 UUID of seeded bits.</summary>
    public static Guid Id(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

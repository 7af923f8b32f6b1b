namespace Personalize.Engine.Numerics;

/// <summary>The specification's softmax and the attention that is made of it.</summary>
public static class Softmax
{
    /// <summary>e^xᵢ / Σ e^xⱼ, with the greatest x taken off first, so that nothing overflows.</summary>
    /// <param name="values">Finite, or −∞ for what is masked.</param>
    /// <returns>In [0, 1], summing to 1; all 0 where everything is masked; empty for none.</returns>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        var greatest = double.NegativeInfinity;
        foreach (var value in values) greatest = Math.Max(greatest, value);
        var (shares, sum) = (new double[values.Length], 0d);
        if (double.IsNegativeInfinity(greatest)) return shares;
        for (var at = 0; at < shares.Length; at++) sum += shares[at] = Math.Exp(values[at] - greatest);
        foreach (ref var share in shares.AsSpan()) share /= sum;
        return shares;
    }

    /// <summary>softmax(q·Kᵀ / √d)·V for one query.</summary>
    /// <param name="query">d numbers.</param>
    /// <param name="keys">One row of d numbers per place.</param>
    /// <param name="values">One row per place, all of one length.</param>
    /// <returns>The values' mean, weighted by how well their keys answer the query.</returns>
    /// <exception cref="ArgumentException">There are not as many values as keys, none at all, no numbers in the query, or rows differ in length.</exception>
    public static double[] Attention(ReadOnlySpan<double> query, IReadOnlyList<double[]> keys, IReadOnlyList<double[]> values)
    {
        if (keys.Count != values.Count || keys.Count == 0)
            throw new ArgumentException($"{keys.Count} keys and {values.Count} values; give one value per key, and at least one.", nameof(values));
        if (query.IsEmpty) throw new ArgumentException("The query has no numbers; give at least one.", nameof(query));
        if (values.FirstOrDefault(row => row.Length != values[0].Length) is { } odd)
            throw new ArgumentException($"One value has {values[0].Length} numbers and another {odd.Length}; give the same.", nameof(values));
        var likeness = new double[keys.Count];
        for (var place = 0; place < likeness.Length; place++)
        {
            if (keys[place].Length != query.Length)
                throw new ArgumentException($"Key {place} has {keys[place].Length} numbers and the query {query.Length}; give the same.", nameof(keys));
            for (var at = 0; at < query.Length; at++) likeness[place] += query[at] * keys[place][at];
            likeness[place] /= Math.Sqrt(query.Length);
        }
        var (weights, mean) = (Of(likeness), new double[values[0].Length]);
        for (var place = 0; place < weights.Length; place++)
        {
            for (var at = 0; at < mean.Length; at++) mean[at] += weights[place] * values[place][at];
        }
        return mean;
    }
}

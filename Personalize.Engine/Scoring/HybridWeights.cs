namespace Personalize.Engine.Scoring;

/// <summary>The rule for weights of a hybrid: each ≥ 0, together 1.</summary>
public static class HybridWeights
{
    /// <summary>How far the sum may be from 1.</summary>
    public const double Tolerance = 1e-9;

    /// <exception cref="ArgumentException">A weight is negative or not finite, or the sum is not 1.</exception>
    public static void Check(IReadOnlyDictionary<string, double> weights)
    {
        var sum = 0d;
        foreach (var (name, weight) in weights)
        {
            if (!double.IsFinite(weight) || weight < 0)
                throw new ArgumentException($"The weight of '{name}' is {weight}; it must be finite and 0 or more.", nameof(weights));
            sum += weight;
        }
        if (Math.Abs(sum - 1) > Tolerance)
            throw new ArgumentException($"The weights add up to {sum:R}; they must add up to 1.", nameof(weights));
    }
}

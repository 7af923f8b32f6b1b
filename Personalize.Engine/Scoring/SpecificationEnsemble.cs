namespace Personalize.Engine.Scoring;

/// <summary>The specification's weighted ensemble, Σ wₛ·cₛ, for components that may be missing.</summary>
public static class SpecificationEnsemble
{
    /// <summary>Renormalises the weights over the components that are present: Σ wₛ·cₛ / Σ wₛ.</summary>
    /// <param name="weights">Each ≥ 0.</param>
    /// <param name="components">Parallel to <paramref name="weights"/>, in [0, 1]; NaN for a missing one.</param>
    /// <returns>NaN when no component with a weight is present.</returns>
    /// <remarks>
    /// <see cref="HybridScorer"/> gives the weight of the missing to popularity instead: renormalising lets an item win
    /// because only its one enthusiast has an opinion of it.
    /// </remarks>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static double Combine(ReadOnlySpan<double> weights, ReadOnlySpan<double> components)
    {
        if (weights.Length != components.Length)
            throw new ArgumentException($"{weights.Length} weights for {components.Length} components; give one each.", nameof(components));
        var (sum, present) = (0d, 0d);
        for (var at = 0; at < weights.Length; at++)
        {
            if (double.IsNaN(components[at])) continue;
            sum += weights[at] * components[at];
            present += weights[at];
        }
        return present > 0 ? sum / present : double.NaN;
    }
}

namespace Personalize.Engine.Evaluation;

/// <summary>What is believed of a rate of success: Beta(α, β). Thompson sampling draws from it and takes the greatest draw.</summary>
/// <param name="Alpha">Above 0: successes so far and those of the prior.</param>
/// <param name="Beta">Above 0: likewise of failures.</param>
/// <threadsafety>Immutable; a generator belongs to one thread.</threadsafety>
public readonly record struct BetaBelief(double Alpha, double Beta)
{
    /// <summary>Every rate is as likely as any other.</summary>
    public static BetaBelief Uniform => new(1, 1);

    /// <summary>α / (α + β).</summary>
    public double Mean => Alpha / (Alpha + Beta);

    /// <summary>αβ / ((α + β)²(α + β + 1)).</summary>
    public double Variance => Alpha * Beta / ((Alpha + Beta) * (Alpha + Beta) * (Alpha + Beta + 1));

    /// <summary>P(θ) ∝ Beta(α + successes, β + failures).</summary>
    /// <param name="successes">0 or more.</param>
    /// <param name="failures">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public BetaBelief After(int successes, int failures)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfNegative(failures);
        return new BetaBelief(Alpha + successes, Beta + failures);
    }

    /// <summary>One draw, in [0, 1].</summary>
    public double Draw(Random random) => MathNet.Numerics.Distributions.Beta.Sample(random, Alpha, Beta);
}

namespace Personalize.Engine.Engagement;

/// <summary>
/// Exponential decay measured forward from a fixed landmark, so that sums never need re-aging: an activity adds
/// <c>w·e^(λ(t-L))</c> to a mass once, and any later reader divides by <c>e^(λ(now-L))</c>.
/// Order does not matter: late and early arrivals give the same mass. Repeats do: deduplicate by id first.
/// </summary>
/// <param name="RatePerDay">λ in 1/day, above 0. Half-life is ln 2 / λ (0.1 → 6.9 days).</param>
/// <param name="Landmark">L. Move it before λ·(now-L) reaches 600; e^709 is the end of double.</param>
/// <remarks>
/// Cormode, Shkapenyuk, Srivastava, Xu: Forward decay, ICDE 2009. It cannot know the present, so the caller clamps
/// times in the future to now; otherwise they weigh more than a fresh activity until they come true.
/// </remarks>
public readonly record struct ForwardDecay(double RatePerDay, DateTimeOffset Landmark)
{
    /// <summary>Largest λ·(t-L) that <see cref="MassOf"/> accepts; a million of the heaviest masses still add up to a finite sum.</summary>
    public const double LargestExponent = 600;

    /// <summary>What one activity adds to a mass, whenever it is added.</summary>
    /// <param name="weight">Finite, 0 or more.</param>
    /// <param name="at">When it happened, not later than now.</param>
    /// <returns>Finite. An activity 745 / λ days older than the landmark adds 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The weight is negative or not finite, or the landmark lies too far back for this time.</exception>
    public double MassOf(double weight, DateTimeOffset at)
    {
        if (!double.IsFinite(weight) || weight < 0)
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "An activity's weight must be finite and 0 or more.");
        var exponent = RatePerDay * (at - Landmark).TotalDays;
        // Also true for NaN, which a default instance or a broken rate would spread into every sum.
        if (!(exponent <= LargestExponent))
            throw new ArgumentOutOfRangeException(
                nameof(at), at, $"λ·(t-L) is {exponent}, above {LargestExponent}; move the landmark {Landmark:O} forward first.");
        return weight * Math.Exp(exponent);
    }

    /// <summary>Reads a mass at an instant, in weights of fresh activities.</summary>
    /// <param name="mass">Sum of <see cref="MassOf"/> over activities; finite, 0 or more.</param>
    /// <param name="now">Not before the newest activity in the mass; as far from the landmark as it likes.</param>
    /// <returns>Finite, 0 or more; 0 for a mass of 0.</returns>
    public double ValueOf(double mass, DateTimeOffset now)
    {
        if (mass == 0) return 0;
        var exponent = -RatePerDay * (now - Landmark).TotalDays;
        var factor = Math.Exp(exponent);
        // Long before the landmark the factor alone passes e^709, while its product with a tiny mass does not.
        return double.IsInfinity(factor) ? Math.Exp(Math.Log(mass) + exponent) : mass * factor;
    }
}

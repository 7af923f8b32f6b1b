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

    /// <summary>ln 2 / λ, in days.</summary>
    public double HalfLifeDays => Math.Log(2) / RatePerDay;

    /// <param name="halfLifeDays">Finite, above 0.</param>
    /// <param name="landmark">L.</param>
    public static ForwardDecay OfHalfLife(double halfLifeDays, DateTimeOffset landmark)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(halfLifeDays);
        return new ForwardDecay(Math.Log(2) / halfLifeDays, landmark);
    }

    /// <summary>What one activity adds to a mass, whenever it is added.</summary>
    /// <param name="weight">Finite.</param>
    /// <param name="at">When it happened, not later than now.</param>
    /// <returns>Finite. An activity 745 / λ days older than the landmark adds 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not finite, or the landmark lies too far back for this time.</exception>
    public double MassOf(double weight, DateTimeOffset at)
    {
        if (!double.IsFinite(weight))
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "An activity's weight must be finite.");
        var exponent = RatePerDay * (at - Landmark).TotalDays;
        // Also true for NaN, which a default instance or a broken rate would spread into every sum.
        if (!(exponent <= LargestExponent))
            throw new ArgumentOutOfRangeException(
                nameof(at), at, $"λ·(t-L) is {exponent}, above {LargestExponent}; move the landmark {Landmark:O} forward first.");
        return weight * Math.Exp(exponent);
    }

    /// <summary>Reads a mass at an instant.</summary>
    /// <param name="mass">Sum of <see cref="MassOf"/> over activities; finite.</param>
    /// <param name="now">Not before the newest activity in the mass.</param>
    public double ValueOf(double mass, DateTimeOffset now) => mass * Math.Exp(-RatePerDay * (now - Landmark).TotalDays);

    /// <summary>The factor that carries every mass from this landmark to another one.</summary>
    public double FactorTo(DateTimeOffset landmark) => Math.Exp(-RatePerDay * (landmark - Landmark).TotalDays);
}

namespace Personalize.Engine.Engagement;

/// <summary>
/// Exponential decay measured forward from a fixed landmark, so that sums never need re-aging: an activity adds
/// <c>w·e^(λ(t-L))</c> to a mass once, and any later reader divides by <c>e^(λ(now-L))</c>.
/// Order does not matter: late and early arrivals give the same mass. Repeats do: deduplicate by id first.
/// </summary>
/// <param name="RatePerDay">λ in 1/day, above 0. Half-life is ln 2 / λ (0.1 → 6.9 days).</param>
/// <param name="Landmark">L. Move it before λ·(now-L) reaches 600; e^709 is the end of double.</param>
/// <remarks>Cormode, Shkapenyuk, Srivastava, Xu: Forward decay, ICDE 2009.</remarks>
public readonly record struct ForwardDecay(double RatePerDay, DateTimeOffset Landmark)
{
    public double MassOf(double weight, DateTimeOffset at) => weight * Math.Exp(RatePerDay * (at - Landmark).TotalDays);

    public double ValueOf(double mass, DateTimeOffset now) => mass * Math.Exp(-RatePerDay * (now - Landmark).TotalDays);
}

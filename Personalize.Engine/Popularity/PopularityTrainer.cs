namespace Personalize.Engine.Popularity;

/// <summary>Makes scores of decayed activity counts.</summary>
/// <threadsafety>Stateless; any number of callers.</threadsafety>
public static class PopularityTrainer
{
    /// <param name="masses">S: decayed number of activities by item number, every kind counting alike; each finite and ≥ 0. Copied.</param>
    /// <param name="ratePerDay">The rate λ at which they decayed, finite and above 0; gives activities per day.</param>
    /// <param name="modelVersion">Version of the model set that the scores are for; queries of another one are refused.</param>
    /// <exception cref="ArgumentException">A mass is negative or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite or not above 0.</exception>
    public static PopularityModel Train(IReadOnlyList<double> masses, double ratePerDay, long modelVersion)
    {
        if (!(ratePerDay > 0) || double.IsInfinity(ratePerDay))
            throw new ArgumentOutOfRangeException(nameof(ratePerDay), ratePerDay, "A decay rate is finite and above 0.");
        double[] copy = [.. masses];
        for (var item = 0; item < copy.Length; item++)
        {
            if (!double.IsFinite(copy[item]) || copy[item] < 0)
                throw new ArgumentException($"Item {item} has popularity {copy[item]}; it must be finite and 0 or more.", nameof(masses));
        }
        return new PopularityModel(copy, ratePerDay, modelVersion);
    }
}

namespace Personalize.Engine.Popularity;

/// <summary>Makes scores of decayed activity sums.</summary>
public static class PopularityTrainer
{
    /// <param name="masses">S: decayed sum of activity weights by item number; each finite and ≥ 0.</param>
    /// <param name="ratePerDay">The rate λ at which they decayed, above 0; gives activities per day.</param>
    /// <exception cref="ArgumentException">A mass is negative or not finite.</exception>
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

namespace Personalize.Engine.Scoring;

/// <summary>Measures a score in standard deviations above the customer's mean over all items, z, and maps it to z / (z + 10).</summary>
/// <remarks>
/// For scorers whose scale differs from customer to customer, as sums over a history do. It keeps the distances between the
/// best, which ranks throw away, and ties nothing: held-back purchases were found as well as with the plain sum of z, and better
/// than with ranks, percentiles or z cut off at 5. What lies below the mean shares the lowest fiftieth, in order.
/// Taken over all items and not over the candidates, so an item scores the same alone and in a crowd.
/// </remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class CustomerCalibration : ICalibration
{
    /// <summary>What the mean itself maps to.</summary>
    public const double AtMean = 0.02;

    // Deviations above the mean that are worth half of everything.
    private const double Half = 10;

    // Rounding alone makes constant scores differ by less than this share of their size.
    private const double LeastDeviation = 1e-9;

    private CustomerCalibration()
    {
    }

    public static CustomerCalibration Instance { get; } = new();

    /// <returns>A map that gives <see cref="AtMean"/> throughout where all scores are alike.</returns>
    public IScoreMap For(ReadOnlySpan<float> ofAllItems)
    {
        var (sum, count) = (0d, 0);
        foreach (var score in ofAllItems)
        {
            if (float.IsNaN(score)) continue;
            sum += score;
            count++;
        }
        var mean = count == 0 ? 0 : sum / count;
        var squares = 0d;
        foreach (var score in ofAllItems)
        {
            if (!float.IsNaN(score)) squares += (score - mean) * (score - mean);
        }
        var deviation = count == 0 ? 0 : Math.Sqrt(squares / count);
        return new Standardised(mean, deviation > LeastDeviation * Math.Max(1, Math.Abs(mean)) ? 1 / deviation : 0);
    }

    private sealed class Standardised(double mean, double perDeviation) : IScoreMap
    {
        public double Map(double score)
        {
            var z = (score - mean) * perDeviation;
            return z >= 0 ? AtMean + (1 - AtMean) * z / (z + Half) : AtMean * Half / (Half - z);
        }
    }
}

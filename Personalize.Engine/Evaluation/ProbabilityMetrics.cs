namespace Personalize.Engine.Evaluation;

/// <summary>Whether probabilities mean what they say.</summary>
/// <remarks>Throughout: probabilities in [0, 1], and beside each whether it happened, as many. NaN for none.</remarks>
public static class ProbabilityMetrics
{
    /// <summary>Where a probability of 0 or 1 is taken to be, so that one certain error does not cost infinitely much.</summary>
    private const double Certain = 1e-15;

    /// <summary>Mean of (p − y)²: 0 for the all-knowing, 0.25 for always ½.</summary>
    /// <exception cref="ArgumentException">They are not as many, or a probability is outside [0, 1].</exception>
    public static double BrierScore(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened)
    {
        Check(probabilities, happened);
        var sum = 0d;
        for (var at = 0; at < probabilities.Length; at++)
        {
            var error = probabilities[at] - (happened[at] ? 1 : 0);
            sum += error * error;
        }
        return sum / probabilities.Length;
    }

    /// <summary>Mean of −ln p of what happened, in nats; ln 2 for always ½.</summary>
    /// <inheritdoc cref="BrierScore"/>
    public static double LogLoss(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened)
    {
        Check(probabilities, happened);
        var sum = 0d;
        for (var at = 0; at < probabilities.Length; at++)
            sum -= Math.Log(Math.Clamp(happened[at] ? probabilities[at] : 1 - probabilities[at], Certain, 1 - Certain));
        return sum / probabilities.Length;
    }

    /// <summary>Σ over bins of their share of all · |mean p − share that happened|: by how much probabilities are off on average.</summary>
    /// <param name="bins">Equally wide ones from 0 to 1, each without its upper end but the last; 1 or more.</param>
    /// <exception cref="ArgumentException">They are not as many, or a probability is outside [0, 1].</exception>
    /// <remarks>Guo and others, "On calibration of modern neural networks" (2017).</remarks>
    public static double ExpectedCalibrationError(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        Check(probabilities, happened);
        // Of each bin Σ (p − y): its share times the difference of its means, but for n.
        var gaps = new double[bins];
        for (var at = 0; at < probabilities.Length; at++)
            gaps[Math.Min(bins - 1, (int)(probabilities[at] * bins))] += probabilities[at] - (happened[at] ? 1 : 0);
        var sum = 0d;
        foreach (var gap in gaps) sum += Math.Abs(gap);
        return sum / probabilities.Length;
    }

    private static void Check(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened)
    {
        if (probabilities.Length != happened.Length)
            throw new ArgumentException($"{probabilities.Length} probabilities and {happened.Length} outcomes; give one outcome per probability.", nameof(happened));
        foreach (var probability in probabilities)
        {
            if (!(probability >= 0 && probability <= 1))
                throw new ArgumentException($"A probability is {probability}; give values from 0 to 1.", nameof(probabilities));
        }
    }
}

namespace Personalize.Engine.Engagement;

/// <summary>Which normalisation of a raw engagement value is meant.</summary>
public enum ScaleKind
{
    /// <summary>Mid-rank share of the population below, in (0, 1). The default: no outlier can move it.</summary>
    Percentile,

    /// <summary>(x − min) / (max − min), in [0, 1].</summary>
    MinMax,

    /// <summary>(x − μ) / σ, unbounded.</summary>
    ZScore,
}

/// <summary>Immutable snapshot of a population of raw scores, recalibrated by the training run.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class ScoreScale
{
    private readonly double[] _sorted;

    private ScoreScale(double[] sorted)
    {
        _sorted = sorted;
        // Sums over sorted values, smallest first: the result does not depend on the order the population came in.
        var sum = 0d;
        foreach (var value in sorted) sum += value;
        Mean = sum / sorted.Length;
        var squares = 0d;
        foreach (var value in sorted) squares += (value - Mean) * (value - Mean);
        StandardDeviation = Minimum == Maximum ? 0 : Math.Sqrt(squares / sorted.Length);
    }

    /// <summary>A scale without a population: every normalised value is NaN.</summary>
    public static ScoreScale Empty { get; } = new([]);

    /// <summary>Size of the population behind the scale; every normalised score is shown with it.</summary>
    public int Count => _sorted.Length;

    /// <summary>NaN without a population, like the figures below.</summary>
    public double Minimum => Count == 0 ? double.NaN : _sorted[0];

    public double Maximum => Count == 0 ? double.NaN : _sorted[^1];

    public double Mean { get; }

    /// <summary>σ of the population, divided by n; 0 when all values are equal.</summary>
    public double StandardDeviation { get; }

    internal ReadOnlySpan<double> Sorted => _sorted;

    /// <param name="population">Raw values in any order; each finite and ≥ 0. Copied.</param>
    /// <exception cref="ArgumentException">A value is negative or not finite.</exception>
    public static ScoreScale Of(IReadOnlyCollection<double> population)
    {
        double[] sorted = [.. population];
        foreach (var value in sorted)
        {
            if (!double.IsFinite(value) || value < 0)
                throw new ArgumentException($"The population holds {value}; raw scores are finite and 0 or more.", nameof(population));
        }
        Array.Sort(sorted);
        return new ScoreScale(sorted);
    }

    /// <param name="value">Raw value ≥ 0, decayed to the instant of the snapshot. It need not be part of the population.</param>
    /// <returns>
    /// NaN without a population or for NaN. Percentile: (below + ½·equal) / n, kept within [½/n, 1 − ½/n], as if the value
    /// were tied with the lowest or highest member. Min-max: clamped to [0, 1]; ½ when all members are equal.
    /// Z-score: 0 when all members are equal. O(log n).
    /// </returns>
    public double Normalise(double value, ScaleKind kind)
    {
        if (Count == 0 || double.IsNaN(value)) return double.NaN;
        return kind switch
        {
            ScaleKind.Percentile => Percentile(value),
            ScaleKind.MinMax => Minimum == Maximum ? 0.5 : Math.Clamp((value - Minimum) / (Maximum - Minimum), 0, 1),
            ScaleKind.ZScore => StandardDeviation == 0 ? 0 : (value - Mean) / StandardDeviation,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Use Percentile, MinMax or ZScore."),
        };
    }

    private double Percentile(double value)
    {
        var below = SortedSearch.FirstNotBelow(_sorted, value);
        var equal = SortedSearch.FirstAbove(_sorted, value) - below;
        return Math.Clamp((below + 0.5 * equal) / Count, 0.5 / Count, 1 - 0.5 / Count);
    }
}

namespace Personalize.Engine.Evaluation;

/// <summary>Numbers to resample by customer: sums and what they are divided by.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class BootstrapColumn
{
    private readonly double[] _sums;
    private readonly double[] _weights;

    private BootstrapColumn(double[] sums, double[] weights)
    {
        _sums = sums;
        _weights = weights;
        Defined = weights.Sum();
    }

    public int Count => _sums.Length;

    /// <summary>Σ of the weights: customers who have a value, or their ratings.</summary>
    public double Defined { get; }

    /// <summary>Σ sum / Σ weight; NaN where the weights are all 0.</summary>
    public double Value => _sums.Sum() / Defined;

    /// <summary>One value per customer; NaN is left out.</summary>
    public static BootstrapColumn OfValues(IReadOnlyList<double> values) => new(
        [.. values.Select(static value => double.IsNaN(value) ? 0 : value)], [.. values.Select(static value => double.IsNaN(value) ? 0d : 1d)]);

    /// <summary>A sum per customer, and the number of terms in it.</summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static BootstrapColumn OfSums(IReadOnlyList<double> sums, IReadOnlyList<double> counts) => sums.Count == counts.Count
        ? new BootstrapColumn([.. sums], [.. counts])
        : throw new ArgumentException($"{sums.Count} sums have {counts.Count} counts; give one per sum.", nameof(counts));

    /// <param name="times">How often each customer was drawn.</param>
    internal double Mean(ReadOnlySpan<int> times)
    {
        var (sum, weight) = (0d, 0d);
        for (var customer = 0; customer < times.Length; customer++)
        {
            sum += times[customer] * _sums[customer];
            weight += times[customer] * _weights[customer];
        }
        return sum / weight;
    }
}

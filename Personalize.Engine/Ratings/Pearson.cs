namespace Personalize.Engine.Ratings;

/// <summary>The specification's correlation of two series.</summary>
/// <remarks>
/// ρ = Σ(x − μx)(y − μy) / √(Σ(x − μx)² · Σ(y − μy)²). The specification divides by the product of two standard deviations, which
/// lacks a 1 / n and can exceed 1; this is what it means.
/// </remarks>
public static class Pearson
{
    /// <param name="x">Finite values.</param>
    /// <param name="y">Finite values, as many as in <paramref name="x"/>.</param>
    /// <returns>In [-1, 1]; 0 where either series does not vary or both are empty: nothing then speaks for a likeness.</returns>
    /// <exception cref="ArgumentException">The series differ in length.</exception>
    public static double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"The series have {x.Length} and {y.Length} values; give equal lengths.", nameof(y));
        var sums = new PearsonSums();
        for (var at = 0; at < x.Length; at++) sums.Add(x[at], y[at]);
        return sums.Correlation;
    }

    /// <summary>ρ · n / (n + β): what few pairs show is believed less.</summary>
    /// <param name="correlation">In [-1, 1].</param>
    /// <param name="pairs">n, 0 or more.</param>
    /// <param name="shrinkage">β, 0 or more.</param>
    /// <returns>0 without pairs.</returns>
    public static double Shrunk(double correlation, int pairs, double shrinkage) => pairs == 0 ? 0 : correlation * pairs / (pairs + shrinkage);
}

/// <summary>What a correlation needs of pairs that come one by one.</summary>
internal struct PearsonSums
{
    // Below this share of Σ(x − x₁)² what is left of the variance is rounding.
    private const double Rounding = 1e-10;

    private double _firstX;
    private double _firstY;
    private double _x;
    private double _y;
    private double _xx;
    private double _yy;
    private double _xy;

    public int Count { get; private set; }

    public readonly double Correlation
    {
        get
        {
            if (Count < 2) return 0;
            var (varianceX, varianceY) = (_xx - _x * _x / Count, _yy - _y * _y / Count);
            if (varianceX <= Rounding * _xx || varianceY <= Rounding * _yy) return 0;
            return Math.Clamp((_xy - _x * _y / Count) / Math.Sqrt(varianceX * varianceY), -1, 1);
        }
    }

    public void Add(double x, double y)
    {
        // About the first pair: a variance that is small beside the mean would be lost in the squares.
        if (Count++ == 0) (_firstX, _firstY) = (x, y);
        (x, y) = (x - _firstX, y - _firstY);
        _x += x;
        _y += y;
        _xx += x * x;
        _yy += y * y;
        _xy += x * y;
    }
}

namespace Personalize.Engine.Scoring;

/// <summary>A monotone map from one scorer's units to [0, 1], fixed at training time from a sample of its scores.</summary>
/// <remarks>
/// Each sampled value maps to its mid-rank (below + ½·equal) / n; between sampled values the map is linear, outside them it
/// approaches 0 and 1 without reaching them, so that no order is lost. A constant or empty sample maps its value to ½.
/// </remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class Calibration : ICalibration, IScoreMap
{
    private const int MostKnots = 4096;
    private readonly double[] _values;
    private readonly double[] _shares;

    internal Calibration(double[] values, double[] shares)
    {
        _values = values;
        _shares = shares;
    }

    internal ReadOnlySpan<double> Values => _values;

    internal ReadOnlySpan<double> Shares => _shares;

    /// <summary>Ranks among the scores above a floor that means "nothing speaks for it"; the floor itself maps to 0.</summary>
    /// <param name="sample">Scores in any order; NaN is left out.</param>
    /// <param name="floor">Finite. When no score lies above it, it maps to ½ like any constant.</param>
    public static Calibration PercentileAbove(float floor, ReadOnlySpan<float> sample)
    {
        var sorted = Sorted(sample, floor);
        if (sorted.Length == 0) return new Calibration([floor], [0.5]);
        var above = OfSorted(sorted);
        return new Calibration([floor, .. above._values], [0, .. above._shares]);
    }

    /// <summary>The same for everybody.</summary>
    public IScoreMap For(ReadOnlySpan<float> ofAllItems) => this;

    /// <summary>O(log of the sample). NaN stays NaN.</summary>
    public double Map(double score)
    {
        if (double.IsNaN(score)) return double.NaN;
        // Most scores of most scorers are the floor, so look there before searching.
        if (score == _values[0]) return _shares[0];
        var next = SortedSearch.FirstNotBelow(_values, score);
        if (next < _values.Length && _values[next] == score) return _shares[next];
        if (next == 0) return _shares[0] * Math.Exp((score - _values[0]) / Width);
        if (next == _values.Length) return 1 - (1 - _shares[^1]) * Math.Exp((_values[^1] - score) / Width);
        var way = (score - _values[next - 1]) / (_values[next] - _values[next - 1]);
        return _shares[next - 1] + way * (_shares[next] - _shares[next - 1]);
    }

    private double Width => _values.Length > 1 ? _values[^1] - _values[0] : 1;

    private static double[] Sorted(ReadOnlySpan<float> sample, double floor)
    {
        var kept = new List<double>(sample.Length);
        foreach (var score in sample)
        {
            if (float.IsFinite(score) && score > floor) kept.Add(score);
        }
        kept.Sort();
        return [.. kept];
    }

    private static Calibration OfSorted(double[] sorted)
    {
        var values = new List<double>();
        var shares = new List<double>();
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start]) end++;
            values.Add(sorted[start]);
            shares.Add((start + 0.5 * (end - start)) / sorted.Length);
            start = end;
        }
        return values.Count <= MostKnots
            ? new Calibration([.. values], [.. shares])
            : new Calibration(Thinned(values), Thinned(shares));
    }

    private static double[] Thinned(List<double> knots)
    {
        var thinned = new double[MostKnots];
        for (var at = 0; at < MostKnots; at++) thinned[at] = knots[(int)((long)at * (knots.Count - 1) / (MostKnots - 1))];
        return thinned;
    }
}

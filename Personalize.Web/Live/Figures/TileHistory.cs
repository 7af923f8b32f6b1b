using System.Collections.Immutable;

namespace Personalize.Web.Live.Figures;

/// <summary>One tile's values over the last minute.</summary>
internal sealed class TileHistory
{
    public const int Length = 60;

    private readonly Queue<double> _values = new(Enumerable.Repeat(double.NaN, Length));

    public Tile Next(Rate rate) => Next(rate.Value, rate.Count) with { Interval = rate.Interval };

    /// <param name="value">Null when there is nothing to measure; the trend then shows a gap.</param>
    public Tile Next(double? value, long samples)
    {
        _values.Dequeue();
        _values.Enqueue(value ?? double.NaN);
        return new Tile(value, samples, [.. _values]);
    }
}

using MathNet.Numerics.Distributions;
using Personalize.Engine.Numerics;

namespace Personalize.Engine.Ratings;

/// <summary>Where a factorisation starts: rows of normal noise about 0.</summary>
internal static class NoiseRows
{
    /// <param name="factors">Numbers that are drawn for each row, its first.</param>
    /// <param name="deviation">Their standard deviation.</param>
    /// <param name="further">Numbers of each row behind them that stay 0.</param>
    public static FactorRows Of(int count, int factors, double deviation, Random random, int further = 0)
    {
        var rows = new FactorRows(count, factors + further);
        var drawn = new double[factors];
        for (var row = 0; row < count; row++)
        {
            Normal.Samples(random, drawn, 0, deviation);
            for (var factor = 0; factor < factors; factor++) rows.Row(row)[factor] = (float)drawn[factor];
        }
        return rows;
    }
}

namespace Personalize.Engine.Popularity;

/// <summary>Carries decayed masses to a scale on which old ones still differ, and masses to scores.</summary>
/// <remarks>
/// Decay multiplies every mass by one factor, so masses may be read at any instant without changing their order. Where the
/// greatest has sunk below one activity, all are read at the instant when it was one; so a data set of 2010 ranks as it
/// did in 2010.
/// </remarks>
internal static class MassScale
{
    /// <returns>What to divide every mass by: the greatest mass if it is in (0, 1), else 1.</returns>
    public static double DivisorFor(ReadOnlySpan<double> masses)
    {
        var greatest = 0d;
        foreach (var mass in masses) greatest = Math.Max(greatest, mass);
        return greatest is > 0 and < 1 ? greatest : 1;
    }

    /// <summary>ln(S + ½) − ln ½ = ln(1 + 2S): the logarithmic score, measured from an item that nobody touched.</summary>
    /// <remarks>
    /// The constant changes no order, makes 0 mean "nothing", and leaves small masses the full precision of a float:
    /// ln(S + ½) itself rounds all below 3e-8 to one value. Kahan's form keeps ln(1 + x) exact for tiny x.
    /// </remarks>
    public static double ScoreOf(double mass)
    {
        var twice = 2 * mass;
        var sum = 1 + twice;
        return sum == 1 ? twice : Math.Log(sum) * twice / (sum - 1);
    }
}

using System.Globalization;
using Personalize.Web.Shell;

namespace Personalize.Web.Customers;

/// <summary>What pages about customers and items write besides <see cref="Numbers"/>.</summary>
internal static class Figures
{
    public static string Score(decimal value) => value.ToString("0.000", CultureInfo.CurrentCulture);

    /// <summary>Places of sums whose parts may be small: with three, an old activity would add 0.001 by a decay of 0.000.</summary>
    public const int SumDecimals = 6;

    public static string Sum(decimal value) => value.ToString("0.000000", CultureInfo.CurrentCulture);

    /// <summary>Four digits that tell something, as far as sums are exact: "1.000", "0.01257", "0.000342".</summary>
    public static string Fine(double value)
    {
        if (!double.IsFinite(value)) return Numbers.Missing;
        var magnitude = value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return value.ToString("F" + Math.Clamp(3 - magnitude, 3, SumDecimals).ToString(CultureInfo.InvariantCulture), CultureInfo.CurrentCulture);
    }

    /// <summary>With its sign, so that direction never hangs on colour: "+0.300", "−0.012".</summary>
    public static string Delta(double value) => (value < 0 ? "−" : "+") + Math.Abs(value).ToString("0.000", CultureInfo.CurrentCulture);

    public static string Price(long? cents) =>
        cents is { } known ? (known / 100m).ToString("N2", CultureInfo.CurrentCulture) : Numbers.Missing;

    public static string Text(string? value) => string.IsNullOrWhiteSpace(value) ? Numbers.Missing : value;

    /// <summary>A width or place for a style attribute.</summary>
    /// <param name="share">Held to [0, 1].</param>
    public static string Css(double share) =>
        (Math.Clamp(double.IsFinite(share) ? share : 0, 0, 1) * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}

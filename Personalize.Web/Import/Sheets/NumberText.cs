using System.Globalization;
using System.Text.RegularExpressions;

namespace Personalize.Web.Import.Sheets;

/// <summary>
/// Numbers that a sheet holds as text. A comma is read only where it surely parts thousands: taken for one in "12,50",
/// it would make the number a hundred times as large.
/// </summary>
internal static partial class NumberText
{
    /// <returns>NaN when the text is no number that can be read in one way only; infinite ones are none.</returns>
    public static double Read(string text)
    {
        if (text.Contains(',', StringComparison.Ordinal))
        {
            if (!Thousands().IsMatch(text))
                return double.NaN;
            text = text.Replace(",", "", StringComparison.Ordinal);
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.NaN;
    }

    /// <summary>A number that may carry a sign of a currency before or behind it: "£12.50", "12.50 €".</summary>
    public static double ReadAmount(string text)
    {
        text = text.Trim();
        if (text.Length > 1 && IsCurrency(text[0]))
            text = text[1..];
        else if (text.Length > 1 && IsCurrency(text[^1]))
            text = text[..^1];
        return Read(text);
    }

    private static bool IsCurrency(char sign) => char.GetUnicodeCategory(sign) == UnicodeCategory.CurrencySymbol;

    [GeneratedRegex(@"^\s*[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Thousands();
}

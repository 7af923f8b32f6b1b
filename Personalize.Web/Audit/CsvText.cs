using System.Globalization;

namespace Personalize.Web.Audit;

/// <summary>One cell of a file that people open in a spreadsheet program.</summary>
internal static class CsvText
{
    // The last four are the wide forms of the first, which programs of East Asia read alike.
    private const string BeginFormulas = "=+-@\t\r\n|%＝＋－＠";

    /// <summary>Quoted where it must be; what a spreadsheet program would run as a formula gets an apostrophe before it.</summary>
    public static string Cell(string? value)
    {
        var text = value ?? "";
        if (text.Length > 0 && BeginFormulas.Contains(text[0], StringComparison.Ordinal) && !IsNumber(text))
            text = "'" + text;
        return text.AsSpan().ContainsAny("\",\r\n'") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static bool IsNumber(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
}

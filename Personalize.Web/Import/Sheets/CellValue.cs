using System.Globalization;
using System.Text;
using Personalize.Data.Spreadsheets.Rows;

namespace Personalize.Web.Import.Sheets;

/// <summary>Reads cells as the people who filled them mean them.</summary>
internal static class CellValue
{
    private static readonly string[] DateForms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK",
        "d.M.yyyy", "d.M.yyyy H:mm", "d.M.yyyy H:mm:ss", "yyyyMMdd",
    ];

    private static readonly string[] MonthFirst = ["M/d/yyyy", "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss"];
    private static readonly string[] DayFirst = ["d/M/yyyy", "d/M/yyyy H:mm", "d/M/yyyy H:mm:ss"];

    /// <summary>Trimmed, composed (NFC), without control characters.</summary>
    public static string Text(Cell cell) => cell.Kind == CellKind.Empty ? "" : Text(cell.ToString());

    public static string Text(string text)
    {
        if (text.AsSpan().ContainsAnyInRange('\u0000', '\u001F') || text.Contains('\u007F', StringComparison.Ordinal))
            text = string.Create(text.Length, text, static (clean, raw) =>
            {
                for (var index = 0; index < raw.Length; index++)
                    clean[index] = char.IsControl(raw[index]) ? ' ' : raw[index];
            });
        text = text.Trim();
        return Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormC);
    }

    /// <summary>An external key. Numbers lose the ".0" that table tools put behind them: 17850.0 is 17850.</summary>
    public static string Key(Cell cell)
    {
        var text = Text(cell);
        return text.EndsWith(".0", StringComparison.Ordinal) && text.Length > 2 && text.AsSpan(0, text.Length - 2).IndexOfAnyExceptInRange('0', '9') < 0
            ? text[..^2]
            : text;
    }

    /// <returns>NaN when the cell holds no number; infinite ones are none.</returns>
    public static double Number(Cell cell) => Number(cell, NumberText.Read);

    /// <summary>A price: a currency's sign may stand before or behind it.</summary>
    public static double Amount(Cell cell) => Number(cell, NumberText.ReadAmount);

    /// <summary>Stamps without a zone are UTC. Numbers are days since 1899-12-30, as spreadsheets count.</summary>
    /// <returns>Null when the cell holds no date.</returns>
    public static DateTimeOffset? Time(Cell cell)
    {
        switch (cell.Kind)
        {
            case CellKind.Date:
                return new DateTimeOffset(cell.Date!.Value, TimeSpan.Zero);
            case CellKind.Number when cell.Number is >= 1 and < 2_958_466:
                return new DateTimeOffset(DateTime.FromOADate(cell.Number), TimeSpan.Zero);
            case CellKind.Text:
                return Time(cell.ToString().Trim());
            default:
                return null;
        }
    }

    /// <summary>Whether a text is a date that means one day with the month first, and another with the day first.</summary>
    public static bool IsAmbiguousTime(string text) =>
        TimeIn(MonthFirst, text.Trim()) is { } one && TimeIn(DayFirst, text.Trim()) is { } other && one != other;

    // With slashes both orders are in use. A day above 12 tells them apart; nothing else does.
    private static DateTimeOffset? Time(string text) =>
        TimeIn(DateForms, text) ?? (IsAmbiguousTime(text) ? null : TimeIn(MonthFirst, text) ?? TimeIn(DayFirst, text));

    private static DateTimeOffset? TimeIn(string[] forms, string text) => DateTimeOffset.TryParseExact(
        text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static double Number(Cell cell, Func<string, double> read)
    {
        var number = cell.Kind switch
        {
            CellKind.Number => cell.Number,
            CellKind.Text => read(cell.ToString()),
            _ => double.NaN,
        };
        return double.IsFinite(number) ? number : double.NaN;
    }
}

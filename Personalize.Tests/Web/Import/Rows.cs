using Personalize.Data.Spreadsheets.Rows;

namespace Personalize.Tests.Web.Import;

/// <summary>Rows as the worker sends them.</summary>
internal static class Rows
{
    public static SheetRow Of(int number, params object?[] values) => In(sheet: 0, number, values);

    public static SheetRow In(int sheet, int number, params object?[] values) => new(sheet, number, [.. values.Select(ToCell)]);

    private static Cell ToCell(object? value) => value switch
    {
        null => Cell.Empty,
        string text => Cell.Of(text),
        DateTime date => Cell.Of(date),
        bool flag => Cell.Of(flag),
        _ => Cell.Of(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
    };
}

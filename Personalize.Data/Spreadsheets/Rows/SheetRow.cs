namespace Personalize.Data.Spreadsheets.Rows;

/// <summary>A row that has at least one value.</summary>
/// <param name="Sheet">0-based position of the sheet in the workbook.</param>
/// <param name="Number">1-based row number, as the spreadsheet program shows it.</param>
public sealed record SheetRow(int Sheet, int Number, IReadOnlyList<Cell> Cells)
{
    /// <summary>Columns beyond the last value are empty.</summary>
    public Cell this[int column] => column < Cells.Count ? Cells[column] : Cell.Empty;
}

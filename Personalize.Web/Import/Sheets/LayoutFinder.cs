using Personalize.Data.Spreadsheets;
using Personalize.Data.Spreadsheets.Rows;

namespace Personalize.Web.Import.Sheets;

/// <summary>
/// Finds the header among the first rows of the first sheet that has one; titles and blank rows may stand above it.
/// Rows are held back until it is found, then handed on; other sheets are passed over.
/// </summary>
internal sealed class LayoutFinder
{
    public const int RowsLookedAt = 20;

    private readonly List<SheetRow> _held = [];
    private SpreadsheetRefusedException? _refusal;
    private int _sheet = -1;
    private bool _exhausted;

    /// <summary>Null until found.</summary>
    public SheetLayout? Layout { get; private set; }

    /// <returns>Rows below the header that are ready to be read; the layout is known when there are any.</returns>
    public IReadOnlyList<SheetRow> Offer(SheetRow row)
    {
        if (Layout is not null)
            return row.Sheet == _sheet ? [row] : [];
        if (row.Sheet != _sheet)
        {
            var ready = Decide();
            if (Layout is not null)
                return ready;
            (_sheet, _exhausted) = (row.Sheet, false);
        }

        if (_exhausted)
            return [];
        _held.Add(row);
        if (_held.Count < RowsLookedAt)
            return [];
        _exhausted = true;
        return Decide();
    }

    /// <returns>Rows still held back when the file ended.</returns>
    /// <exception cref="SpreadsheetRefusedException">No sheet has a header that can be understood.</exception>
    public IReadOnlyList<SheetRow> Finish()
    {
        var ready = Layout is null ? Decide() : [];
        if (Layout is null)
            throw _refusal ?? new SpreadsheetRefusedException("file_empty", "The file has no rows.");
        return ready;
    }

    private SheetRow[] Decide()
    {
        if (_held.Count == 0)
            return [];
        var header = _held.MaxBy(SheetLayout.Recognised)!;
        SheetRow[] rest = [.. _held.SkipWhile(row => row != header).Skip(1)];
        _held.Clear();
        try
        {
            Layout = SheetLayout.From(header);
            return rest;
        }
        catch (SpreadsheetRefusedException refusal)
        {
            // The first sheet is the one people mean; its reason is the one to show.
            _refusal ??= refusal;
            return [];
        }
    }
}

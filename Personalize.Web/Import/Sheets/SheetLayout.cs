using Personalize.Data.Imports;
using Personalize.Data.Spreadsheets;
using Personalize.Data.Spreadsheets.Rows;
using Personalize.Web.Hosting;

namespace Personalize.Web.Import.Sheets;

/// <summary>Which column of a sheet holds what.</summary>
/// <param name="Columns">0-based positions.</param>
/// <param name="Headers">As written in the sheet.</param>
internal sealed record SheetLayout(
    ImportKind Kind, IReadOnlyDictionary<SheetField, int> Columns, IReadOnlyDictionary<SheetField, string> Headers)
{
    private const int NamesShown = 8;
    private const int NameLength = 40;

    public Cell Of(SheetRow row, SheetField field) => Columns.TryGetValue(field, out var column) ? row[column] : Cell.Empty;

    public bool Has(SheetField field) => Columns.ContainsKey(field);

    /// <summary>For people: sheet header → field.</summary>
    public IReadOnlyDictionary<string, string> Understood() =>
        Columns.OrderBy(pair => pair.Value).ToDictionary(pair => Headers[pair.Key], pair => FieldNames.LabelOf(pair.Key), StringComparer.Ordinal);

    /// <summary>How many of a row's cells name a field.</summary>
    public static int Recognised(SheetRow row) =>
        row.Cells.Select(cell => cell.Kind == CellKind.Text ? FieldNames.Find(cell.ToString())?.Field : null).Where(field => field is not null).Distinct().Count();

    /// <exception cref="SpreadsheetRefusedException">A column that is needed is missing, or two claim to be the same.</exception>
    public static SheetLayout From(SheetRow header)
    {
        var columns = new Dictionary<SheetField, int>();
        var headers = new Dictionary<SheetField, string>();
        var sure = new HashSet<SheetField>();
        for (var column = 0; column < header.Cells.Count; column++)
        {
            var name = CellValue.Text(header[column]);
            if (FieldNames.Find(name) is not var (field, isSure))
                continue;
            if (columns.ContainsKey(field) && sure.Contains(field) == isSure)
                throw Twice(field, headers[field], name);
            if (columns.ContainsKey(field) && !isSure)
                continue;
            columns[field] = column;
            headers[field] = name;
            if (isSure)
                sure.Add(field);
        }

        return new SheetLayout(KindOf(columns, header), columns, headers);
    }

    private static ImportKind KindOf(Dictionary<SheetField, int> columns, SheetRow header)
    {
        var sales = columns.Keys.Count(field => field >= SheetField.Invoice);
        var profile = columns.Keys.Count(field => field is > SheetField.CustomerId and < SheetField.Invoice);
        if (!columns.ContainsKey(SheetField.CustomerId))
            throw Missing(SheetField.CustomerId, "customer_id", header);
        if (sales <= profile && !(columns.ContainsKey(SheetField.Item) && columns.ContainsKey(SheetField.Date)))
            return ImportKind.Users;
        if (sales == 0)
            return ImportKind.Users;
        if (!columns.ContainsKey(SheetField.Item))
            throw Missing(SheetField.Item, "StockCode", header);
        if (!columns.ContainsKey(SheetField.Date))
            throw Missing(SheetField.Date, "InvoiceDate", header);
        return ImportKind.Transactions;
    }

    private static SpreadsheetRefusedException Missing(SheetField field, string example, SheetRow header) =>
        new("header_missing", $"No column holds the {FieldNames.LabelOf(field).ToLowerInvariant()}. Row {header.Number} was read as the headers: {Shown(header)}. Name one \"{example}\" and retry.");

    private static string Shown(SheetRow header)
    {
        string[] names = [.. header.Cells.Select(CellValue.Text).Where(name => name.Length > 0)];
        return string.Join(", ", names.Take(NamesShown).Select(name => $"\"{Short(name)}\""))
            + (names.Length > NamesShown ? $" and {names.Length - NamesShown} more" : "");
    }

    private static SpreadsheetRefusedException Twice(SheetField field, string one, string other) =>
        new("header_duplicate", $"Two columns hold the {FieldNames.LabelOf(field).ToLowerInvariant()}: \"{Short(one)}\" and \"{Short(other)}\". Rename or remove one and retry.");

    private static string Short(string name) => name.Length <= NameLength ? name : CutText.To(name, NameLength) + "…";
}

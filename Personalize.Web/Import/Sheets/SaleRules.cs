using Personalize.Data.Catalogue;
using Personalize.Data.Spreadsheets.Rows;

namespace Personalize.Web.Import.Sheets;

/// <summary>
/// Reads rows of a transactions sheet. A row with several faults counts under the first of: no customer, cancelled invoice,
/// quantity, price, item, time.
/// </summary>
/// <param name="latest">Times after it are mistakes: one in the far future would outweigh everything.</param>
internal sealed class SaleRules(SheetLayout layout, DateTimeOffset latest)
{
    private const double MaxQuantity = 1e9;
    private const double MaxPrice = 1e12;

    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SaleIds _ids = new();
    private readonly bool _hasQuantity = layout.Has(SheetField.Quantity);
    private readonly bool _hasPrice = layout.Has(SheetField.Price);

    /// <returns>The fault, or null and the sale.</returns>
    public RowFault? Read(SheetRow row, out Sale sale)
    {
        sale = default;
        var customer = CellValue.Key(layout.Of(row, SheetField.CustomerId));
        if (UserRules.KeyFault(customer) is { } customerFault)
            return customerFault;
        var invoice = CellValue.Key(layout.Of(row, SheetField.Invoice));
        if (invoice.StartsWith('C') || invoice.StartsWith('c'))
            return new RowFault("invoice_cancelled", SheetField.Invoice, invoice);
        if (ReadNumber(row, SheetField.Quantity, _hasQuantity, MaxQuantity, "quantity_invalid", "quantity_not_positive", out var quantity) is { } quantityFault)
            return quantityFault;
        if (ReadNumber(row, SheetField.Price, _hasPrice, MaxPrice, "price_invalid", "price_not_positive", out var price) is { } priceFault)
            return priceFault;
        var sku = CellValue.Key(layout.Of(row, SheetField.Item));
        if (sku.Length == 0)
            return new RowFault("item_missing", SheetField.Item, null);
        if (sku.Length > Item.SkuMaxLength)
            return new RowFault("item_length", SheetField.Item, sku);
        var time = layout.Of(row, SheetField.Date);
        if (CellValue.Time(time) is not { } at || at < Earliest || at > latest)
            return new RowFault("date_invalid", SheetField.Date, time.ToString());
        sale = new Sale(
            _ids.Next(invoice, customer, sku, quantity, at, price), customer, sku,
            CellValue.Text(layout.Of(row, SheetField.Description)), quantity, at,
            _hasPrice ? (long)Math.Round(price * 100) : null);
        return null;
    }

    /// <summary>A sheet without the column means one piece at an unknown price.</summary>
    private RowFault? ReadNumber(SheetRow row, SheetField field, bool present, double most, string invalid, string notPositive, out double number)
    {
        number = 1;
        if (!present)
            return null;
        var cell = layout.Of(row, field);
        number = CellValue.Number(cell);
        if (double.IsNaN(number) || number > most)
            return new RowFault(invalid, field, cell.ToString());
        return number <= 0 ? new RowFault(notPositive, field, cell.ToString()) : null;
    }
}

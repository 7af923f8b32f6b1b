using Personalize.Data.Activities;
using Personalize.Data.Catalogue;
using Personalize.Data.Spreadsheets.Rows;
using Personalize.Web.Hosting;

namespace Personalize.Web.Import.Sheets;

/// <summary>
/// Reads rows of a transactions sheet. A row with several faults counts under the first of: no customer, cancelled invoice,
/// quantity, price, item, time.
/// </summary>
/// <param name="latest">Times after it are mistakes: one in the far future would outweigh everything.</param>
internal sealed class SaleRules(SheetLayout layout, DateTimeOffset latest)
{
    /// <summary>Stands for it in the ids of lines: those made so far have it, and must stay the same.</summary>
    private const double UnknownPrice = 1;

    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SaleIds _ids = new();
    private readonly bool _hasQuantity = layout.Has(SheetField.Quantity);

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
        if (ReadQuantity(row, out var quantity) is { } quantityFault)
            return quantityFault;
        if (ReadPrice(row, out var price) is { } priceFault)
            return priceFault;
        var sku = CellValue.Key(layout.Of(row, SheetField.Item));
        if (sku.Length == 0)
            return new RowFault("item_missing", SheetField.Item, null);
        if (sku.Length > Item.SkuMaxLength)
            return new RowFault("item_length", SheetField.Item, sku);
        var time = layout.Of(row, SheetField.Date);
        if (CellValue.Time(time) is not { } at || at < Earliest || at > latest)
            return new RowFault(CellValue.IsAmbiguousTime(time.ToString()) ? "date_ambiguous" : "date_invalid", SheetField.Date, time.ToString());
        sale = new Sale(
            _ids.Next(invoice, customer, sku, quantity, at, price ?? UnknownPrice), customer, sku,
            CellValue.Text(layout.Of(row, SheetField.Description)), quantity, at,
            price is { } known ? (long)Math.Round(known * 100) : null);
        return null;
    }

    /// <summary>A sheet without the column means one piece.</summary>
    private RowFault? ReadQuantity(SheetRow row, out double quantity)
    {
        quantity = 1;
        if (!_hasQuantity)
            return null;
        var cell = layout.Of(row, SheetField.Quantity);
        quantity = CellValue.Number(cell);
        if (double.IsNaN(quantity) || quantity > Activity.MostValue)
            return new RowFault("quantity_invalid", SheetField.Quantity, cell.ToString());
        return quantity <= 0 ? new RowFault("quantity_not_positive", SheetField.Quantity, cell.ToString()) : null;
    }

    /// <summary>A sheet without the column, or a row with an empty cell in it, does not know the price.</summary>
    private RowFault? ReadPrice(SheetRow row, out double? price)
    {
        price = null;
        var cell = layout.Of(row, SheetField.Price);
        if (cell.IsBlank)
            return null;
        var amount = CellValue.Amount(cell);
        if (double.IsNaN(amount) || amount > (double)MoneyText.Most)
            return new RowFault("price_invalid", SheetField.Price, cell.ToString());
        price = amount;
        return amount <= 0 ? new RowFault("price_not_positive", SheetField.Price, cell.ToString()) : null;
    }
}

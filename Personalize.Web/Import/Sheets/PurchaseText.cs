using System.Text.Json;
using Personalize.Data.Customers;
using Personalize.Data.Spreadsheets.Rows;
using Personalize.Web.Hosting;

namespace Personalize.Web.Import.Sheets;

/// <summary>Purchases declared in one cell: names of items, or JSON objects with item, quantity, price and date.</summary>
internal static class PurchaseText
{
    /// <returns>Null when one of them cannot be understood.</returns>
    public static List<DeclaredPurchase>? Read(ListText.Parsed list)
    {
        var purchases = new List<DeclaredPurchase>();
        foreach (var word in list.Words ?? [])
        {
            if (Of(word) is not { } purchase)
                return null;
            purchases.Add(purchase);
        }

        foreach (var element in list.Json?.EnumerateArray() ?? default)
        {
            var purchase = element.ValueKind switch
            {
                JsonValueKind.String => Of(element.GetString()!),
                JsonValueKind.Object => Of(element),
                _ => null,
            };
            if (purchase is null)
                return null;
            purchases.Add(purchase);
        }

        return purchases;
    }

    private static DeclaredPurchase? Of(string item)
    {
        item = CellValue.Text(item);
        return item.Length is > 0 and <= DeclaredPurchase.ItemMaxLength ? new DeclaredPurchase { Item = item } : null;
    }

    private static DeclaredPurchase? Of(JsonElement element)
    {
        DeclaredPurchase? purchase = null;
        foreach (var name in (string[])["item", "name", "product", "title", "sku"])
            purchase ??= element.TryGetProperty(name, out var item) && item.ValueKind == JsonValueKind.String ? Of(item.GetString()!) : null;
        if (purchase is null)
            return null;
        if (Number(element, "quantity") is { } quantity)
        {
            if (!(quantity is > 0 and <= DeclaredPurchase.MostQuantity) || quantity != Math.Floor(quantity))
                return null;
            purchase.Quantity = (int)quantity;
        }

        if (Number(element, "price") is { } price)
        {
            if (!(price is >= 0 and <= (double)MoneyText.Most))
                return null;
            purchase.PriceCents = (long)Math.Round(price * 100);
        }

        if (!element.TryGetProperty("date", out var date) && !element.TryGetProperty("at", out date))
            return purchase;
        purchase.At = date.ValueKind == JsonValueKind.String ? CellValue.Time(Cell.Of(date.GetString()!)) : null;
        return purchase.At is null && date.ValueKind != JsonValueKind.Null ? null : purchase;
    }

    /// <returns>Null when the property is absent; NaN when it is no number.</returns>
    private static double? Number(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : double.NaN;
    }
}

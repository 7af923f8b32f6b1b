using System.Globalization;
using Personalize.Web.Hosting;

namespace Personalize.Web.Catalogue;

/// <summary>What somebody is typing about an item.</summary>
public sealed class ItemDraft
{
    // No group separators: "12,50" would be read as 1,250.
    private const NumberStyles PriceStyle = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    private ItemDraft(ItemView? before)
    {
        Before = before;
        Sku = before?.Sku ?? "";
        Title = before?.Title ?? "";
        Category = before?.Category ?? "";
        Brand = before?.Brand ?? "";
        Description = before?.Description ?? "";
        Tags = string.Join(", ", before?.Tags ?? []);
        Price = before?.PriceCents is { } cents ? (cents / 100m).ToString("0.00", CultureInfo.CurrentCulture) : "";
        Active = before?.Active ?? true;
    }

    /// <summary>As it stood when editing began; null for a new item.</summary>
    public ItemView? Before { get; }
    public string Sku { get; set; }
    public string Title { get; set; }
    public string Category { get; set; }
    public string Brand { get; set; }
    public string Description { get; set; }

    /// <summary>Separated by commas.</summary>
    public string Tags { get; set; }
    public string Price { get; set; }
    public bool Active { get; set; }

    /// <summary>First message by field name as it stands on the wire.</summary>
    public Dictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    public static ItemDraft New() => new(null);

    public static ItemDraft Of(ItemView view) => new(view);

    /// <returns>False with a message in <see cref="Errors"/>.</returns>
    public bool TryToChange(out ItemChange change)
    {
        Errors.Clear();
        if (!TryPrice(out var cents))
            Errors["price"] = $"“{Price.Trim()}” is not a price. Enter a number from 0 to {MoneyText.Most:0} such as {12.5m.ToString("0.00", CultureInfo.CurrentCulture)}, or leave it empty.";
        change = new();
        var tags = Split(Tags);
        if (Before is null || Sku.Trim() != Before.Sku) change = change with { Sku = Sku.Trim() };
        if (Before is null || Title.Trim() != Before.Title) change = change with { Title = Title.Trim() };
        if (Before is null || Category.Trim() != Before.Category) change = change with { Category = Category.Trim() };
        if (Before is null || Brand.Trim() != Before.Brand) change = change with { Brand = Brand.Trim() };
        if (Before is null || Description.Trim() != Before.Description) change = change with { Description = Description.Trim() };
        if (Before is null || cents != Before.PriceCents) change = change with { PriceCents = cents };
        if (Before is null || Active != Before.Active) change = change with { Active = Active };
        if (Before is null || !tags.SequenceEqual(Before.Tags, StringComparer.Ordinal))
            change = change with { Tags = new Given<IReadOnlyList<string>>(true, tags) };
        return Errors.Count == 0;
    }

    public void Refuse(IReadOnlyDictionary<string, string[]> errors)
    {
        Errors.Clear();
        foreach (var (field, messages) in errors)
        {
            // The third tag is "tags[2]" on the wire, but all of them are one field here.
            Errors.TryAdd(field == "price_cents" ? "price" : field.Split('[')[0], messages.Length > 0 ? messages[0] : "This value is not allowed.");
        }
    }

    private static IReadOnlyList<string> Split(string tags) =>
        [.. tags.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    private bool TryPrice(out long? cents)
    {
        cents = null;
        if (string.IsNullOrWhiteSpace(Price)) return true;
        if (!decimal.TryParse(Price, PriceStyle, CultureInfo.CurrentCulture, out var price) || price is < 0 or > MoneyText.Most || MoneyText.IsFinerThanCents(price)) return false;
        cents = (long)(price * 100);
        return true;
    }
}

using Personalize.Data.Catalogue;
using Personalize.Web.Hosting;

namespace Personalize.Web.Catalogue;

/// <summary>What may be stored of an item. One set of rules for the API and the pages.</summary>
internal static class ItemRules
{
    private const string PathSeparator = " / ";

    /// <summary>Cleans the fields that are given and checks them. A new item needs a sku and a title.</summary>
    public static (ItemChange Clean, FieldErrors Errors) Check(ItemChange change, ItemOrigin origin)
    {
        var errors = new FieldErrors();
        if (origin == ItemOrigin.New && !change.Sku.IsGiven)
            errors.Add("sku", "Is required.");
        if (origin == ItemOrigin.New && !change.Title.IsGiven)
            errors.Add("title", "Is required.");
        var clean = new ItemChange
        {
            Sku = change.Sku.Then(sku => Required("sku", sku, Item.SkuMaxLength, errors)),
            Title = change.Title.Then(title => Required("title", title, Item.TitleMaxLength, errors)),
            Description = change.Description.Then(text => errors.Long("description", text, Item.DescriptionMaxLength) ?? ""),
            Category = change.Category.Then(path => Path(path, errors)),
            Brand = change.Brand.Then(brand => errors.Short("brand", brand, Item.BrandMaxLength) ?? ""),
            PriceCents = change.PriceCents.Then(cents => Price(cents, errors)),
            Tags = change.Tags.Then<IReadOnlyList<string>>(tags => Tags(tags, errors)),
            Active = change.Active,
        };
        return (clean, errors);
    }

    private static string? Required(string field, string? text, int longest, FieldErrors errors)
    {
        var clean = errors.Short(field, text, longest);
        if (clean is null && !errors.Has(field))
            errors.Add(field, "Must not be empty.");
        return clean;
    }

    // "Home/Kitchen " and "Home / Kitchen" are the same shelf.
    private static string Path(string? path, FieldErrors errors)
    {
        var clean = errors.Short("category", path, Item.CategoryMaxLength) ?? "";
        clean = string.Join(
            PathSeparator, clean.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (clean.Length > Item.CategoryMaxLength)
            errors.Add("category", $"Has {clean.Length} characters; at most {Item.CategoryMaxLength} are allowed.");
        return clean;
    }

    private static long? Price(long? cents, FieldErrors errors)
    {
        if (cents is < 0 or > Item.MostPriceCents)
            errors.Add("price", $"Must be 0 to {MoneyText.Most}, or nothing when unknown.");
        return cents;
    }

    private static List<string> Tags(IReadOnlyList<string>? tags, FieldErrors errors)
    {
        var clean = new List<string>();
        for (var index = 0; index < (tags?.Count ?? 0) && index <= Item.MaxTags; index++)
        {
            var tag = errors.Short($"tags[{index}]", tags![index], Item.TagMaxLength);
            if (tag is not null && !clean.Contains(tag, StringComparer.OrdinalIgnoreCase))
                clean.Add(tag);
        }

        if (tags?.Count > Item.MaxTags)
            errors.Add("tags", $"Has {tags.Count} entries; at most {Item.MaxTags} are allowed.");
        return clean;
    }
}

/// <summary>Whether a change makes an item or alters one.</summary>
internal enum ItemOrigin
{
    New,
    Existing,
}

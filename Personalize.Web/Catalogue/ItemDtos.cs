using Personalize.Web.Hosting;
using Personalize.Web.Recommendations;

namespace Personalize.Web.Catalogue;

/// <summary>An item as the API shows it.</summary>
internal sealed record ItemResponse
{
    public required int Id { get; init; }
    public required string Sku { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }

    /// <summary>Path from broad to narrow, parts separated by " / "; empty for none.</summary>
    public required string Category { get; init; }
    public required string Brand { get; init; }
    public required decimal? Price { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Inactive items are never recommended.</summary>
    public required bool Active { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    public static ItemResponse Of(ItemView view) => new()
    {
        Id = view.Id,
        Sku = view.Sku,
        Title = view.Title,
        Description = view.Description,
        Category = view.Category,
        Brand = view.Brand,
        Price = MoneyText.FromCents(view.PriceCents),
        Tags = view.Tags,
        Active = view.Active,
        CreatedAt = view.CreatedAt,
        UpdatedAt = view.UpdatedAt,
    };
}

/// <summary>An item to be made. <c>sku</c> and <c>title</c> are required.</summary>
internal sealed record NewItem
{
    public Given<string?> Sku { get; init; }
    public Given<string?> Title { get; init; }
    public Given<string?> Description { get; init; }
    public Given<string?> Category { get; init; }
    public Given<string?> Brand { get; init; }
    public Given<decimal?> Price { get; init; }
    public Given<IReadOnlyList<string>?> Tags { get; init; }
    public Given<bool> Active { get; init; }

    public (ItemChange Change, FieldErrors Errors) ToChange() =>
        ItemFields.ToChange(Sku, Title, Description, Category, Brand, Price, Tags, Active);
}

/// <summary>Changes to an item; fields that are left out stay as they are.</summary>
internal sealed record ItemUpdate
{
    public Given<string?> Sku { get; init; }
    public Given<string?> Title { get; init; }
    public Given<string?> Description { get; init; }
    public Given<string?> Category { get; init; }
    public Given<string?> Brand { get; init; }
    public Given<decimal?> Price { get; init; }
    public Given<IReadOnlyList<string>?> Tags { get; init; }
    public Given<bool> Active { get; init; }

    public (ItemChange Change, FieldErrors Errors) ToChange() =>
        ItemFields.ToChange(Sku, Title, Description, Category, Brand, Price, Tags, Active);
}

internal static class ItemFields
{
    public static (ItemChange Change, FieldErrors Errors) ToChange(
        Given<string?> sku, Given<string?> title, Given<string?> description, Given<string?> category, Given<string?> brand,
        Given<decimal?> price, Given<IReadOnlyList<string>?> tags, Given<bool> active)
    {
        var errors = new FieldErrors();
        var change = new ItemChange
        {
            Sku = sku,
            Title = title,
            Description = description.Then(text => text ?? ""),
            Category = category.Then(path => path ?? ""),
            Brand = brand.Then(name => name ?? ""),
            PriceCents = price.Then(amount => MoneyText.ToCents(amount, "price", errors)),
            Tags = tags.Then(list => list ?? []),
            Active = active,
        };
        return (change, errors);
    }
}

/// <param name="ItemId">The item's sku, as in recommendations and activities.</param>
/// <param name="Similarity">Cosine in (0, 1].</param>
internal sealed record SimilarItemResponse(
    int Id, string ItemId, string Title, string Category, decimal? Price, double Similarity, IReadOnlyList<string> SharedTerms)
{
    public static SimilarItemResponse Of(SimilarItemView view) => new(
        view.ItemId, view.Sku, view.Title, view.Category, MoneyText.FromCents(view.PriceCents), view.Similarity, view.SharedTerms);
}

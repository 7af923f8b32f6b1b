using Personalize.Data.Catalogue;
using Personalize.Web.Hosting;

namespace Personalize.Web.Catalogue;

/// <summary>The catalogue's questions as queries that both databases answer.</summary>
internal static class ItemQueries
{
    private const string PathSeparator = " / ";

    public static IQueryable<Item> Matching(this IQueryable<Item> items, ItemFilter filter)
    {
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var search = filter.Search.Trim().ToLowerInvariant();
            items = items.Where(item => item.Sku.ToLower().StartsWith(search) || item.Title.ToLower().Contains(search));
        }

        if (!string.IsNullOrWhiteSpace(filter.Category))
        {
            var (top, below) = (filter.Category.Trim(), filter.Category.Trim() + PathSeparator);

            // Not StartsWith: on SQLite it becomes a LIKE, which ignores the case that PostgreSQL and our equality heed.
            items = items.Where(item => item.Category == top || item.Category.Substring(0, below.Length) == below);
        }

        return filter.ActiveOnly ? items.Where(item => item.Active) : items;
    }

    /// <summary>Rows without a price come last either way, and equals in order of their ids, so that pages never overlap.</summary>
    public static IQueryable<Item> Sorted(this IQueryable<Item> items, ItemSort sort, SortOrder order) => (sort, order) switch
    {
        (ItemSort.Sku, SortOrder.Ascending) => items.OrderBy(item => item.Sku),
        (ItemSort.Sku, SortOrder.Descending) => items.OrderByDescending(item => item.Sku),
        (ItemSort.Title, SortOrder.Ascending) => items.OrderBy(item => item.Title).ThenBy(item => item.Id),
        (ItemSort.Title, SortOrder.Descending) => items.OrderByDescending(item => item.Title).ThenBy(item => item.Id),
        (ItemSort.Category, SortOrder.Ascending) => items.OrderBy(item => item.Category).ThenBy(item => item.Id),
        (ItemSort.Category, SortOrder.Descending) => items.OrderByDescending(item => item.Category).ThenBy(item => item.Id),
        (ItemSort.Price, SortOrder.Ascending) => items.OrderBy(item => item.PriceCents == null).ThenBy(item => item.PriceCents).ThenBy(item => item.Id),
        (ItemSort.Price, SortOrder.Descending) =>
            items.OrderBy(item => item.PriceCents == null).ThenByDescending(item => item.PriceCents).ThenBy(item => item.Id),
        (ItemSort.Updated, SortOrder.Ascending) => items.OrderBy(item => item.UpdatedAt).ThenBy(item => item.Id),
        (ItemSort.Updated, SortOrder.Descending) => items.OrderByDescending(item => item.UpdatedAt).ThenBy(item => item.Id),
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "Not a way to sort items."),
    };

    public static string TopLevel(string category)
    {
        var end = category.IndexOf(PathSeparator, StringComparison.Ordinal);
        return end < 0 ? category : category[..end];
    }

    public static ItemView View(Item item) => new()
    {
        Id = item.Id,
        Sku = item.Sku,
        Title = item.Title,
        Description = item.Description,
        Category = item.Category,
        Brand = item.Brand,
        PriceCents = item.PriceCents,
        Tags = item.Tags,
        Active = item.Active,
        CreatedAt = item.CreatedAt,
        UpdatedAt = item.UpdatedAt,
        Version = item.Version,
    };
}

using Personalize.Web.Hosting;

namespace Personalize.Web.Catalogue;

/// <summary>What the items page shows, as its address says it.</summary>
public sealed record ItemQuery
{
    public const string SearchKey = "q";
    public const string CategoryKey = "category";
    public const string ActiveKey = "active";
    public const string SortKey = "sort";
    public const string DirectionKey = "dir";
    private const string Descending = "desc";

    public ItemFilter Filter { get; init; } = new();
    public ItemSort Sort { get; init; } = ItemSort.Title;
    public SortOrder Order { get; init; }

    public bool IsFiltered => Filter != new ItemFilter();

    /// <summary>Wrong values count as absent: a mistyped address still shows the list.</summary>
    public static ItemQuery Read(Func<string, string?> query) => new()
    {
        Filter = new()
        {
            Search = Text(query(SearchKey)),
            Category = Text(query(CategoryKey)),
            ActiveOnly = query(ActiveKey) == "1",
        },
        Sort = Enum.TryParse<ItemSort>(query(SortKey), ignoreCase: true, out var sort) && Enum.IsDefined(sort) ? sort : ItemSort.Title,
        Order = query(DirectionKey) == Descending ? SortOrder.Descending : SortOrder.Ascending,
    };

    /// <summary>Null values remove the key from the address.</summary>
    public IReadOnlyDictionary<string, object?> ToQuery() => new Dictionary<string, object?>
    {
        [SearchKey] = Filter.Search,
        [CategoryKey] = Filter.Category,
        [ActiveKey] = Filter.ActiveOnly ? "1" : null,
        [SortKey] = Sort == ItemSort.Title ? null : Sort.ToString().ToLowerInvariant(),
        [DirectionKey] = Order == SortOrder.Descending ? Descending : null,
    };

    /// <summary>A column's header was pressed: first ascending, then descending.</summary>
    public ItemQuery SortedBy(ItemSort sort) =>
        this with { Sort = sort, Order = Sort == sort && Order == SortOrder.Ascending ? SortOrder.Descending : SortOrder.Ascending };

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

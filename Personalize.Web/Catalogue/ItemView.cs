using Personalize.Web.Hosting;

namespace Personalize.Web.Catalogue;

/// <summary>An item as pages and the API show it.</summary>
public sealed record ItemView
{
    public required int Id { get; init; }
    public required string Sku { get; init; }
    public required string Title { get; init; }
    public string Description { get; init; } = "";
    public string Category { get; init; } = "";
    public string Brand { get; init; } = "";
    public long? PriceCents { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public bool Active { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public Guid Version { get; init; }
}

/// <summary>What an edit changes; fields that are not given stay as they are.</summary>
public sealed record ItemChange
{
    public Given<string?> Sku { get; init; }
    public Given<string?> Title { get; init; }
    public Given<string> Description { get; init; }
    public Given<string> Category { get; init; }
    public Given<string> Brand { get; init; }
    public Given<long?> PriceCents { get; init; }
    public Given<IReadOnlyList<string>> Tags { get; init; }
    public Given<bool> Active { get; init; }
}

public enum ItemSort
{
    Sku,
    Title,
    Category,
    Price,
    Updated,
}

public sealed record ItemFilter
{
    /// <summary>Prefix of the sku, or part of the title; null for all.</summary>
    public string? Search { get; init; }

    /// <summary>Top-level category.</summary>
    public string? Category { get; init; }
    public bool ActiveOnly { get; init; }
}

public sealed record ItemPage(IReadOnlyList<ItemView> Rows, int Total);

namespace Personalize.Engine.Content;

/// <summary>What content models may know of an item.</summary>
public sealed record CatalogueItem
{
    /// <summary>External id, the key in the item vocabulary.</summary>
    public required string Sku { get; init; }
    public required string Title { get; init; }
    public string Description { get; init; } = "";

    /// <summary>Path from broad to narrow, parts separated by " / ". Empty for none.</summary>
    public string Category { get; init; } = "";
    public string Brand { get; init; } = "";
    public IReadOnlyList<string> Tags { get; init; } = [];
}

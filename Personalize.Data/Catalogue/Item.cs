namespace Personalize.Data.Catalogue;

/// <summary>A thing that can be recommended.</summary>
public sealed class Item : IVersioned
{
    public const int SkuMaxLength = 64;
    public const int TitleMaxLength = 200;
    public const int DescriptionMaxLength = 4000;
    public const int CategoryMaxLength = 200;
    public const int BrandMaxLength = 100;
    public const int TagMaxLength = 64;
    public const int MaxTags = 50;
    public const long MostPriceCents = 100_000_000_00;

    public int Id { get; set; }

    /// <summary>The key that the outside world knows. Unique, 1 to 64 characters.</summary>
    public required string Sku { get; set; }
    public required string Title { get; set; }
    public string Description { get; set; } = "";

    /// <summary>Path from broad to narrow, parts separated by " / ". Empty for none.</summary>
    public string Category { get; set; } = "";
    public string Brand { get; set; } = "";

    /// <summary>Price in cents of the shop's currency, from 0 to <see cref="MostPriceCents"/>; null when unknown.</summary>
    public long? PriceCents { get; set; }
    public List<string> Tags { get; set; } = [];

    /// <summary>Inactive items are never recommended.</summary>
    public bool Active { get; set; } = true;
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public Guid Version { get; set; }
}

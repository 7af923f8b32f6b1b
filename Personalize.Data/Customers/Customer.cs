namespace Personalize.Data.Customers;

/// <summary>A person who gets recommendations: the specification's User.</summary>
public sealed class Customer : IVersioned
{
    public const int OldestAge = 150;
    public const int CustomerIdMaxLength = 50;
    public const int GenderMaxLength = 10;
    public const int SocialMediaActivityMaxLength = 10;
    public const int InterestMaxLength = 64;
    public const int MaxInterests = 50;
    public const int MaxPurchases = 1000;

    public int Id { get; set; }

    /// <summary>The key that the outside world knows. Unique, 1 to 50 characters, NFC, trimmed.</summary>
    public required string CustomerId { get; set; }

    /// <summary>Whole years in [0, <see cref="OldestAge"/>], or null when unknown.</summary>
    public int? Age { get; set; }
    public string? Gender { get; set; }
    public List<string> Interests { get; set; } = [];

    /// <summary>Purchases declared in the profile; those observed by us are activities.</summary>
    public List<DeclaredPurchase> PurchaseHistory { get; set; } = [];

    /// <summary>Engagement in [0, 1] as stated by an imported file; shown until the first activity is observed.</summary>
    public double? DeclaredEngagement { get; set; }

    /// <summary>Sentiment in [0, 1] as stated by an imported file; 0.5 is neutral.</summary>
    public double? SentimentScore { get; set; }

    /// <summary>"low", "medium", "high" or another short word.</summary>
    public string? SocialMediaActivity { get; set; }

    /// <summary>Sum of forward-decayed activity weights; see <see cref="Engine.Engagement.ForwardDecay"/>.</summary>
    public double EngagementMass { get; set; }
    public long ActivityCount { get; set; }
    public DateTimeOffset? LastActivityAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Set while a deletion can still be undone; such rows are hidden from every query and then purged.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
    public Guid Version { get; set; }
}

/// <summary>A purchase that the profile declares.</summary>
public sealed class DeclaredPurchase
{
    public const int ItemMaxLength = 200;
    public const int MostQuantity = 1_000_000;

    /// <summary>Name or sku of the product, 1 to <see cref="ItemMaxLength"/> characters.</summary>
    public required string Item { get; set; }

    /// <summary>Whole pieces, from 1 to <see cref="MostQuantity"/>; null when unknown.</summary>
    public int? Quantity { get; set; }

    /// <summary>From 0 to <see cref="Catalogue.Item.MostPriceCents"/>; null when unknown.</summary>
    public long? PriceCents { get; set; }
    public DateTimeOffset? At { get; set; }
}

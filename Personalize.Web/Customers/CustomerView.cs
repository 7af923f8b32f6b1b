using Personalize.Data.Customers;
using Personalize.Web.Hosting;

namespace Personalize.Web.Customers;

/// <summary>A customer as pages and the API show it.</summary>
public sealed record CustomerView
{
    public required int Id { get; init; }
    public required string CustomerId { get; init; }
    public int? Age { get; init; }
    public string? Gender { get; init; }
    public IReadOnlyList<string> Interests { get; init; } = [];
    public IReadOnlyList<DeclaredPurchase> PurchaseHistory { get; init; } = [];

    /// <summary>Normalised engagement in [0, 1]: observed if there is any activity, else as declared; null when neither.</summary>
    public double? EngagementScore { get; init; }

    /// <summary>Raw decayed engagement at the moment of reading, ≥ 0.</summary>
    public double EngagementValue { get; init; }
    public double? SentimentScore { get; init; }
    public string? SocialMediaActivity { get; init; }
    public long ActivityCount { get; init; }
    public DateTimeOffset? LastActivityAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public Guid Version { get; init; }

    /// <summary>Fields that were taken out because the reader may not see them, as they are called on the wire.</summary>
    public IReadOnlyList<string> MaskedFields { get; init; } = [];
}

/// <summary>What an edit changes; fields that are not given stay as they are.</summary>
public sealed record CustomerChange
{
    public Given<string?> CustomerId { get; init; }
    public Given<int?> Age { get; init; }
    public Given<string?> Gender { get; init; }
    public Given<IReadOnlyList<string>> Interests { get; init; }
    public Given<IReadOnlyList<DeclaredPurchase>> PurchaseHistory { get; init; }
    public Given<string?> SocialMediaActivity { get; init; }
}

public enum CustomerSort
{
    CustomerId,
    Age,
    Engagement,
    Sentiment,
    Activities,
    Updated,
}

/// <summary>What the grid asks for.</summary>
public sealed record CustomerFilter
{
    /// <summary>Prefix of the customer id, or part of an interest; null for all.</summary>
    public string? Search { get; init; }
    public string? Interest { get; init; }
    public string? Gender { get; init; }
    public int? MinAge { get; init; }
    public int? MaxAge { get; init; }

    /// <summary>Only customers without any activity.</summary>
    public bool ColdOnly { get; init; }
}

/// <param name="Total">Rows that match the filter.</param>
public sealed record CustomerPage(IReadOnlyList<CustomerView> Rows, int Total);

using Personalize.Engine.Scoring;

namespace Personalize.Web.Recommendations;

/// <summary>A list as served, with everything needed to show and explain it.</summary>
/// <param name="ModelVersion">0 while no models are published; see <see cref="RecommendationService.NotReadyBecause"/>.</param>
/// <param name="Weights">Weights in force, by scorer name; sum 1.</param>
public sealed record ServedRecommendations(
    Guid RecommendationId, int CustomerId, string CustomerKey, long ModelVersion, DateTimeOffset ServedAt,
    Rung Rung, IReadOnlyDictionary<string, double> Weights, IReadOnlyList<RecommendedItem> Items)
{
    /// <summary>Why the list is empty, in words for people; null when it is not.</summary>
    public string? EmptyBecause { get; init; }

    /// <summary>What rules took away, in the order in which they apply; those that took nothing are not named.</summary>
    public IReadOnlyList<AppliedFilter> Filters { get; init; } = [];

    /// <summary>How it was made, to be written down; shared by all servings of the same list. Null while nothing serves.</summary>
    internal ListMaking? Making { get; init; }
}

/// <param name="Score">In [0, 1]; the sum of the parts' contributions.</param>
/// <param name="Parts">One per scorer, largest first.</param>
/// <param name="Reasons">Sentences for people, strongest first, at least one.</param>
public sealed record RecommendedItem(
    int ItemId, string Sku, string Title, string Category, long? PriceCents, double Score,
    IReadOnlyList<ScorePart> Parts, IReadOnlyList<string> Reasons);

/// <param name="Similarity">Cosine in (0, 1].</param>
public sealed record SimilarItemView(
    int ItemId, string Sku, string Title, string Category, long? PriceCents, double Similarity, IReadOnlyList<string> SharedTerms);

public sealed record RecommendationOptions
{
    /// <summary>1 to 100. Default 10.</summary>
    public int Count { get; init; } = 10;

    /// <summary>Weights by scorer name; null for the model's.</summary>
    public IReadOnlyDictionary<string, double>? Weights { get; init; }

    /// <summary>"api", "batch" or "simulator", kept with the served list.</summary>
    public string Source { get; init; } = "api";
}

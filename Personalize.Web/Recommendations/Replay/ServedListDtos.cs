using Personalize.Engine.Interactions;
using Personalize.Engine.Replay;
using Personalize.Engine.Scoring;
using Personalize.Web.Catalogue;

namespace Personalize.Web.Recommendations.Replay;

/// <summary>A list as it was served, and what it was made of.</summary>
/// <param name="UserId">As in <c>/api/users</c>.</param>
/// <param name="MadeAt">Earlier than <paramref name="ServedAt"/> where a list made for an earlier request was served again.</param>
/// <param name="Source">"api", "batch" or "simulator".</param>
/// <param name="Rung">How well the user was known, from "full_history" down to "popularity".</param>
/// <param name="Weights">Weights in force, by scorer; null where they were not written down.</param>
/// <param name="Request">What was asked for, and what the shop had decided; null where that was not written down.</param>
/// <param name="Inputs">How much was known of the user; null where that was not written down.</param>
/// <param name="Activities">What the user did since that names this list, by type.</param>
internal sealed record ServedListResponse(
    Guid RecommendationId, int UserId, string CustomerId, DateTimeOffset ServedAt, DateTimeOffset MadeAt, string Source, string Rung,
    long ModelVersion, DateTimeOffset? ModelTrainedAt, IReadOnlyDictionary<string, double>? Weights, RequestResponse? Request, InputsResponse? Inputs,
    IReadOnlyList<ServedItemResponse> Items, IReadOnlyDictionary<string, int> Activities)
{
    public static ServedListResponse Of(ServedListView view, ItemDirectory items) => new(
        view.Serving.Id, view.Serving.CustomerId, view.CustomerKey, view.Serving.ServedAt, view.List.MadeAt, view.Serving.Source,
        Enum.TryParse<Rung>(view.List.Rung, out var rung) ? RungWords.Name(rung) : view.List.Rung,
        view.List.ModelVersion, view.Record?.Recipe.ModelsTrainedAt, view.Record?.Outcome.Weights,
        view.Record is { } record ? RequestResponse.Of(record.Recipe.Request) : null,
        view.Record is { } made ? InputsResponse.Of(made.Recipe) : null,
        [.. view.List.Items.Select(item => ServedItemResponse.Of(items.Find(item.ItemId), item.Score))],
        view.Followed.ToDictionary(kind => TypeOf(kind.Key), kind => kind.Value));

    private static string TypeOf(ActivityKind kind) => kind.ToString().ToLowerInvariant();
}

/// <param name="ItemId">The item's sku; null when the item is gone.</param>
internal sealed record ServedItemResponse(string? ItemId, string? Title, double Score)
{
    public static ServedItemResponse Of(ItemCard? card, double score) => new(card?.Sku, card?.Title, score);
}

/// <param name="OwnWeights">Whether the caller gave weights instead of the model's.</param>
/// <param name="Unavailable">Items that nobody could be shown.</param>
/// <param name="Owned">Items left out because the user has them.</param>
/// <param name="BoughtBefore">Items that could come back after their days.</param>
/// <param name="Pins">Items with a fixed place.</param>
/// <param name="RelevanceShare">λ of variety; null for relevance alone.</param>
internal sealed record RequestResponse(
    int Count, bool OwnWeights, int Unavailable, int Owned, int BoughtBefore, int Pins, int? MostBoughtAgain, int? MostShown,
    int? MostPerCategory, double? RelevanceShare)
{
    public static RequestResponse Of(RecommendationRequest request) => new(
        request.Count, request.Weights is not null, request.Rules.Unavailable.Count, request.Rules.Owned.Count, request.Rules.Cooldowns.Count,
        request.Rules.Pins.Count, request.Rules.MostRepeats, request.Rules.MostShown, request.Categories?.Most, request.Diversity?.RelevanceShare);
}

/// <summary>Numbers only: what the user is interested in stands with the user.</summary>
/// <param name="At">The instant that the history was weighed for.</param>
internal sealed record InputsResponse(DateTimeOffset At, int Activities, int Interests, int DeclaredPurchases)
{
    public static InputsResponse Of(ListRecipe recipe) =>
        new(recipe.At, recipe.Facts.History.Count, recipe.Facts.Interests.Count, recipe.Facts.DeclaredPurchases.Count);
}

/// <param name="Verdict">"identical", "different" or "impossible".</param>
/// <param name="Why">What differs, or why it cannot be made again; null when identical.</param>
internal sealed record ReplayResponse(Guid RecommendationId, string Verdict, string? Why)
{
    public static ReplayResponse Of(Guid id, ReplayVerdict verdict) => verdict switch
    {
        ReplayVerdict.Identical => new(id, "identical", null),
        ReplayVerdict.Different different => new(id, "different", different.Difference),
        ReplayVerdict.Impossible impossible => new(id, "impossible", impossible.Why),
        _ => throw new System.Diagnostics.UnreachableException($"A replay ended in {verdict.GetType().Name}."),
    };
}

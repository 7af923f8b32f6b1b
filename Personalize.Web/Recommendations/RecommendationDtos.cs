using System.Globalization;
using Personalize.Engine.Scoring;
using Personalize.Web.Hosting;

namespace Personalize.Web.Recommendations;

/// <summary>One user's explained list, and what it is in words.</summary>
/// <param name="RecommendationId">Of this list, handed out this once.</param>
internal sealed record UserListResponse(Guid RecommendationId, IReadOnlyList<RecommendationResponse> Recommendations, string Message)
{
    public static UserListResponse Of(ServedRecommendations served) => new(
        served.RecommendationId, [.. served.Items.Select(RecommendationResponse.Of)],
        string.Create(CultureInfo.InvariantCulture, $"{served.Items.Count} recommendations, {RungWords.Basis(served.Rung)}"));
}

/// <summary>Everybody's lists, by pages.</summary>
internal sealed record AllListsResponse(IReadOnlyList<UserRecommendationsResponse> Recommendations, string Message);

/// <summary>One user's list among all.</summary>
/// <param name="RecommendationId">Of this list, handed out this once.</param>
/// <param name="UserId">As in <c>/api/users</c>.</param>
/// <param name="Rung">How well the user is known, from "full_history" down to "popularity".</param>
internal sealed record UserRecommendationsResponse(
    Guid RecommendationId, int UserId, string CustomerId, string Rung, IReadOnlyList<RecommendationResponse> Recommendations)
{
    public static UserRecommendationsResponse Of(ServedRecommendations served) => new(
        served.RecommendationId, served.CustomerId, served.CustomerKey, RungWords.Name(served.Rung),
        [.. served.Items.Select(RecommendationResponse.Of)]);
}

/// <param name="ItemId">The item's sku, as in activities.</param>
/// <param name="Score">In [0, 1]; the sum of the parts' contributions.</param>
/// <param name="Reasons">Sentences for people, strongest first.</param>
internal sealed record RecommendationResponse(
    string ItemId, string Title, string Category, decimal? Price, double Score,
    IReadOnlyList<string> Reasons, IReadOnlyList<PartResponse> Parts)
{
    public static RecommendationResponse Of(RecommendedItem item) => new(
        item.Sku, item.Title, item.Category, MoneyText.FromCents(item.PriceCents), item.Score, item.Reasons,
        [.. item.Parts.Select(part => new PartResponse(part.Scorer, part.Weight, part.Calibrated, part.Contribution))]);
}

/// <summary>One scorer's share of a score: contribution = weight × calibrated.</summary>
internal sealed record PartResponse(string Scorer, double Weight, double Calibrated, double Contribution);

internal static class RungWords
{
    public static string Name(Rung rung) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(rung.ToString());

    public static string Basis(Rung rung) => rung switch
    {
        Rung.FullHistory => "from the user's history and interests",
        Rung.SomeHistory => "from the user's first activities and interests",
        Rung.InterestsOnly => "from the declared interests, as nothing was observed yet",
        Rung.Popularity => "from what is popular now, as nothing is known of the user yet",
        _ => "from what is known",
    };
}

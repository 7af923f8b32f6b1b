using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Catalogue;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Limits;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Recommendations.Replay;

/// <summary>Routes for lists that were served.</summary>
internal static class ServedListsApi
{
    private const string What = "recommendation list";

    public static IEndpointRouteBuilder MapServedListsApi(this IEndpointRouteBuilder routes)
    {
        var lists = routes.MapApi("/api/recommendations", "Recommendations");
        lists.MapGet("/{id:guid}", GetAsync).RequireRight(Right.ViewRecommendations)
            .WithSummary("Tells what was served under a recommendation_id, and what it was made of")
            .WithDescription("A list is there a second after it was served, for 30 days, and not longer than its user.")
            .MayRefuse(404, 429);
        lists.MapPost("/{id:guid}/replay", ReplayAsync).RequireRight(Right.ViewRecommendations).Costs(RequestCost.Listing)
            .WithSummary("Makes a served list again and compares")
            .WithDescription(
                "Of the same models, weights, rules and of what was known of the user then. \"identical\" means the same items in the same "
                + "order with the same scores, to the bit; \"impossible\" says why, such as that the models are no longer kept. Nothing is changed.")
            .MayRefuse(404, 429);
        return routes;
    }

    private static async Task<Results<Ok<ServedListResponse>, ProblemHttpResult>> GetAsync(
        Guid id, [FromServices] ServedListArchive archive, [FromServices] ItemDirectory items, HttpContext context, CancellationToken cancellation) =>
        await archive.FindAsync(context.Actor(), id, cancellation) is { } view
            ? TypedResults.Ok(ServedListResponse.Of(view, items))
            : Problem.NotFound(What);

    private static async Task<Results<Ok<ReplayResponse>, ProblemHttpResult>> ReplayAsync(
        Guid id, [FromServices] ServedListArchive archive, HttpContext context, CancellationToken cancellation) =>
        await archive.ReplayAsync(context.Actor(), id, cancellation) is { } verdict
            ? TypedResults.Ok(ReplayResponse.Of(id, verdict))
            : Problem.NotFound(What);
}

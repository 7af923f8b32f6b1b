using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Customers;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Problems;
using Personalize.Web.Live;
using Personalize.Web.Training;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Personalize.Web.Recommendations;

/// <summary>The specification's recommendation route: one user's list, or everybody's by pages.</summary>
internal static class RecommendationsApi
{
    private const string What = "user";
    private const int DefaultCount = 10;
    private const int DefaultUsers = 20;

    public static IEndpointRouteBuilder MapRecommendationsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapApi("/api/recommend", "Recommendations")
            .MapGet("/", RecommendAsync).RequireRight(Right.ViewRecommendations)
            .WithSummary("Recommends items, with reasons")
            .WithDescription(
                "For one user by user_id (as in /api/users) or customer_id; without either for all users, by pages of "
                + "limit users, the next one's address being in the Link header.")
            .MayRefuse(400, 404, 503);
        return routes;
    }

    private static async Task<Results<RecommendationAnswer, Ok<AllListsResponse>, ProblemHttpResult>> RecommendAsync(
        [FromQuery(Name = "user_id"), Range(1, int.MaxValue)] int? userId,
        [FromQuery(Name = "customer_id")] string? customerId,
        [FromQuery, Range(1, 100)] int? count,
        [FromQuery, Range(1, 100)] int? limit,
        [FromQuery] string? cursor,
        [FromServices] RecommendationService recommendations, CustomerEditor customers, [FromServices] ICustomerKeys keys, [FromServices] ModelHolder models, Paging paging, [FromServices] IOptions<JsonOptions> json,
        HttpContext context, CancellationToken cancellation)
    {
        var forOne = userId is not null || customerId is not null;
        if (Misfit(userId, customerId, forOne && (limit is not null || cursor is not null)) is { } misfit)
            return misfit;
        var list = string.Create(CultureInfo.InvariantCulture, $"recommend:{count ?? DefaultCount}");
        if (!paging.TryRead(cursor, list, out var after))
            return Paging.Forged;
        if (ModelsReady.NotYet(models, context) is { } wait)
            return wait;
        var options = new RecommendationOptions { Count = count ?? DefaultCount, Source = forOne ? "api" : "batch" };
        if (forOne)
        {
            var id = userId ?? await keys.FindAsync(customerId!.Trim(), cancellation);
            var served = id is null ? null : await recommendations.RecommendAsync(id.Value, options, cancellation);
            return served is null ? Problem.NotFound(What) : new RecommendationAnswer(served, json.Value.SerializerOptions);
        }

        return TypedResults.Ok(await AllAsync());

        async Task<AllListsResponse> AllAsync()
        {
            var users = limit ?? DefaultUsers;
            var rows = await customers.NumbersAfterAsync(context.Actor(), after, users + 1, cancellation);
            var lists = new List<UserRecommendationsResponse>(users);
            foreach (var user in rows.Take(users))
            {
                // Deleted in the meantime: not there any more.
                if (await recommendations.RecommendAsync(user, options, cancellation) is { } served)
                    lists.Add(UserRecommendationsResponse.Of(served));
            }

            if (rows.Count > users)
                paging.LinkNext(context, list, rows[users - 1]);
            return new(lists, string.Create(CultureInfo.InvariantCulture, $"Recommendations for {lists.Count} users"));
        }
    }

    private static ProblemHttpResult? Misfit(int? userId, string? customerId, bool pagesOfOne)
    {
        var errors = new FieldErrors();
        if (userId is not null && customerId is not null)
            errors.Add("customer_id", "Give user_id or customer_id, not both.");
        if (pagesOfOne)
            errors.Add("limit", "Pages (limit, cursor) are for all users; one user's list is cut by count.");
        return errors.Any
            ? Problem.Of(
                StatusCodes.Status400BadRequest, "query_invalid", "These parameters do not go together.", errors.ToDictionary())
            : null;
    }
}

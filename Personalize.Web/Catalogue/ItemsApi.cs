using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Json;
using Personalize.Web.Hosting.Problems;
using Personalize.Web.Recommendations;
using Personalize.Web.Training;

namespace Personalize.Web.Catalogue;

/// <summary>The catalogue's routes.</summary>
internal static class ItemsApi
{
    private const string List = "items";
    private const string What = "item";
    private const int DefaultLimit = 100;
    private const int DefaultSimilar = 10;

    public static IEndpointRouteBuilder MapItemsApi(this IEndpointRouteBuilder routes)
    {
        var items = routes.MapApi("/api/items", "Items");
        items.MapGet("/", ListAsync).RequireRight(Right.ViewDashboards)
            .WithSummary("Lists items in the order of their ids")
            .WithDescription("The Link header holds the address of the next page, if there is one.")
            .MayRefuse(400);
        items.MapGet("/{id:int}", GetAsync).RequireRight(Right.ViewDashboards).WithSummary("Returns one item").MayRefuse(404);
        items.MapGet("/{id:int}/similar", SimilarAsync).RequireRight(Right.ViewDashboards)
            .WithSummary("Returns items whose texts are most alike, with the terms they share")
            .MayRefuse(400, 404, 503);
        items.MapPost("/", CreateAsync).RequireRight(Right.EditItems).Accepts<NewItem>("application/json")
            .WithSummary("Adds an item").MayRefuse(400, 409, 413, 415);
        items.MapPut("/{id:int}", UpdateAsync).RequireRight(Right.EditItems).Accepts<ItemUpdate>("application/json")
            .WithSummary("Changes the fields that are given")
            .WithDescription("Send the ETag in If-Match to be refused (412) when somebody else has changed the item since.")
            .MayRefuse(400, 404, 409, 412, 413, 415);
        return routes;
    }

    private static async Task<Results<Ok<IReadOnlyList<ItemResponse>>, ProblemHttpResult>> ListAsync(
        [FromQuery, Range(1, 1000)] int? limit, [FromQuery] string? cursor,
        ItemEditor items, Paging paging, HttpContext context, CancellationToken cancellation)
    {
        if (!paging.TryRead(cursor, List, out var after))
            return Paging.Forged;
        var count = limit ?? DefaultLimit;
        var rows = await items.AfterAsync(context.Actor(), after, count + 1, cancellation);
        if (rows.Count > count)
            paging.LinkNext(context, List, rows[count - 1].Id);
        return TypedResults.Ok<IReadOnlyList<ItemResponse>>([.. rows.Take(count).Select(ItemResponse.Of)]);
    }

    private static async Task<Results<Ok<ItemResponse>, ProblemHttpResult>> GetAsync(
        int id, ItemEditor items, HttpContext context, CancellationToken cancellation)
    {
        if (await items.FindAsync(context.Actor(), id, cancellation) is not { } view)
            return Problem.NotFound(What);
        ETags.Write(context, view.Version);
        return TypedResults.Ok(ItemResponse.Of(view));
    }

    private static async Task<Results<Ok<IReadOnlyList<SimilarItemResponse>>, ProblemHttpResult>> SimilarAsync(
        int id, [FromQuery, Range(1, 100)] int? count, [FromServices] RecommendationService recommendations, [FromServices] ModelHolder models,
        HttpContext context, CancellationToken cancellation)
    {
        if (ModelsReady.NotYet(models, context) is { } wait)
            return wait;
        var similar = await recommendations.SimilarAsync(id, count ?? DefaultSimilar, cancellation);
        if (similar is null)
            return Problem.NotFound(What);
        return TypedResults.Ok<IReadOnlyList<SimilarItemResponse>>([.. similar.Select(SimilarItemResponse.Of)]);
    }

    private static async Task<Results<Created<ItemResponse>, ProblemHttpResult>> CreateAsync(
        HttpRequest request, ItemEditor items, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync<NewItem>(request, cancellation);
        if (body.IsBad(out var bad, out var item))
            return bad;
        var (change, errors) = item.ToChange();
        if (errors.Any)
            return Problem.Invalid(errors.ToDictionary());
        var result = await items.CreateAsync(request.HttpContext.Actor(), change, cancellation);
        if (result is not EditResult<ItemView>.Saved { Row: var row })
            return EditProblem.Of(result, What, "sku");
        ETags.Write(request.HttpContext, row.Version);
        return TypedResults.Created($"/api/items/{row.Id}", ItemResponse.Of(row));
    }

    private static async Task<Results<Ok<ItemResponse>, ProblemHttpResult>> UpdateAsync(
        int id, HttpRequest request, ItemEditor items, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync<ItemUpdate>(request, cancellation);
        if (body.IsBad(out var bad, out var item))
            return bad;
        var (change, errors) = item.ToChange();
        if (errors.Any)
            return Problem.Invalid(errors.ToDictionary());
        if (await items.FindAsync(request.HttpContext.Actor(), id, cancellation) is not { } current)
            return Problem.NotFound(What);
        if (!ETags.Allows(request, current.Version))
            return Problem.Stale(What);
        var result = await items.UpdateAsync(
            request.HttpContext.Actor(), id, change, ETags.Demands(request) ? current.Version : null, cancellation);
        if (result is not EditResult<ItemView>.Saved { Row: var row })
            return EditProblem.Of(result, What, "sku");
        ETags.Write(request.HttpContext, row.Version);
        return TypedResults.Ok(ItemResponse.Of(row));
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Json;
using Personalize.Web.Hosting.Limits;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Customers;

/// <summary>The specification's user routes, and the one to add a user.</summary>
internal static class CustomersApi
{
    private const string List = "users";
    private const string What = "user";
    private const int DefaultLimit = 100;

    public static IEndpointRouteBuilder MapCustomersApi(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapApi("/api/users", "Users");
        users.MapGet("/", ListAsync).RequireRight(Right.ViewCustomers).Costs(RequestCost.Listing)
            .WithSummary("Lists users in the order of their ids")
            .WithDescription("The Link header holds the address of the next page, if there is one.")
            .MayRefuse(400, 429);
        users.MapGet("/{id:int}", GetAsync).RequireRight(Right.ViewCustomers).WithName("GetUser").WithSummary("Returns one user").MayRefuse(404);
        users.MapPost("/", CreateAsync).RequireRight(Right.EditCustomers).Accepts<NewUser>("application/json")
            .WithSummary("Adds a user").MayRefuse(400, 409, 413, 415);
        users.MapPut("/{id:int}", UpdateAsync).RequireRight(Right.EditCustomers).Accepts<UserUpdate>("application/json")
            .WithSummary("Changes the fields that are given")
            .WithDescription("Send the ETag in If-Match to be refused (412) when somebody else has changed the user since.")
            .MayRefuse(400, 404, 409, 412, 413, 415);
        users.MapDelete("/{id:int}", DeleteAsync).RequireRight(Right.EditCustomers)
            .WithSummary("Deletes a user with all activities").MayRefuse(404, 412);
        return routes;
    }

    private static async Task<Results<Ok<IReadOnlyList<UserResponse>>, ProblemHttpResult>> ListAsync(
        [FromQuery, Range(1, 1000)] int? limit, [FromQuery] string? cursor,
        CustomerEditor customers, Paging paging, HttpContext context, CancellationToken cancellation)
    {
        if (!paging.TryRead(cursor, List, out var after))
            return Paging.Forged;
        var count = limit ?? DefaultLimit;
        var rows = await customers.AfterAsync(context.Actor(), after, count + 1, cancellation);
        if (rows.Count > count)
            paging.LinkNext(context, List, rows[count - 1].Id);
        return TypedResults.Ok<IReadOnlyList<UserResponse>>([.. rows.Take(count).Select(UserResponse.Of)]);
    }

    private static async Task<Results<Ok<UserResponse>, ProblemHttpResult>> GetAsync(
        int id, CustomerEditor customers, HttpContext context, CancellationToken cancellation)
    {
        if (await customers.FindAsync(context.Actor(), id, cancellation) is not { } view)
            return Problem.NotFound(What);
        ETags.Write(context, view.Version);
        return TypedResults.Ok(UserResponse.Of(view));
    }

    private static async Task<Results<Created<UserResponse>, ProblemHttpResult>> CreateAsync(
        HttpRequest request, CustomerEditor customers, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync<NewUser>(request, cancellation);
        if (body.IsBad(out var bad, out var user))
            return bad;
        var (change, errors) = user.ToChange();
        if (errors.Any)
            return Problem.Invalid(errors.ToDictionary());
        var result = await customers.CreateAsync(request.HttpContext.Actor(), change, cancellation);
        if (result is not EditResult<CustomerView>.Saved { Row: var row })
            return EditProblem.Of(result, What, "customer_id");
        ETags.Write(request.HttpContext, row.Version);
        return TypedResults.Created($"/api/users/{row.Id}", UserResponse.Of(row));
    }

    private static async Task<Results<Ok<MessageResponse>, ProblemHttpResult>> UpdateAsync(
        int id, HttpRequest request, CustomerEditor customers, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync<UserUpdate>(request, cancellation);
        if (body.IsBad(out var bad, out var user))
            return bad;
        var (change, errors) = user.ToChange();
        if (errors.Any)
            return Problem.Invalid(errors.ToDictionary());
        if (await customers.FindAsync(request.HttpContext.Actor(), id, cancellation) is not { } current)
            return Problem.NotFound(What);
        if (!ETags.Allows(request, current.Version))
            return Problem.Stale(What);
        var result = await customers.UpdateAsync(
            request.HttpContext.Actor(), id, change, ETags.Demands(request) ? current.Version : null, cancellation);
        if (result is not EditResult<CustomerView>.Saved { Row: var row })
            return EditProblem.Of(result, What, "customer_id");
        ETags.Write(request.HttpContext, row.Version);
        return TypedResults.Ok(new MessageResponse("User updated successfully"));
    }

    private static async Task<Results<Ok<MessageResponse>, ProblemHttpResult>> DeleteAsync(
        int id, HttpRequest request, CustomerEditor customers, CancellationToken cancellation)
    {
        if (await customers.FindAsync(request.HttpContext.Actor(), id, cancellation) is not { } current)
            return Problem.NotFound(What);
        if (!ETags.Allows(request, current.Version))
            return Problem.Stale(What);
        if (await customers.DeleteAsync(request.HttpContext.Actor(), id, ETags.Demands(request) ? current.Version : null, cancellation))
            return TypedResults.Ok(new MessageResponse("User deleted successfully"));
        return await customers.FindAsync(request.HttpContext.Actor(), id, cancellation) is null ? Problem.NotFound(What) : Problem.Stale(What);
    }
}

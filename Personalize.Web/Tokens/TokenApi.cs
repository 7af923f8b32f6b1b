using Microsoft.AspNetCore.Http.HttpResults;
using Personalize.Data.Accounts;
using Personalize.Web.Accounts.Sessions;
using Personalize.Web.Audit.Incidents;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Json;
using Personalize.Web.Hosting.Limits;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Tokens;

/// <summary>Where programs that act for an account get their tokens.</summary>
internal static class TokenApi
{
    public static IEndpointRouteBuilder MapTokenApi(this IEndpointRouteBuilder routes)
    {
        routes.MapApi("/api/auth/token", "Sign-in")
            .MapPost("/", PostAsync).AllowAnonymous().Costs(RequestCost.SignIn)
            .Accepts<TokenRequest>("application/json")
            .WithSummary("Gives an access token for an account's password, or for a refresh token")
            .WithDescription(
                "grant 'password' takes email and password, and code where the account has a second factor; grant 'refresh_token' "
                + "takes refresh_token. An access token lasts 10 minutes. A refresh token is good for one use; sent twice, it ends "
                + "the session, which ends in any case 12 hours after the sign-in.")
            .MayRefuse(400, 401, 413, 415, 429);
        routes.MapApi("/api/auth/sign-out", "Sign-in")
            .MapPost("/", SignOutAsync)
            .WithSummary("Ends the session of the access token")
            .WithDescription("Its access and refresh tokens are good for nothing afterwards. An API key has no session; it is revoked on the page API keys.")
            .MayRefuse(401, 409, 429);
        return routes;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutAsync(
        HttpContext context, SessionKeeper sessions, CancellationToken cancellation) =>
        await sessions.EndAsync(context.User, ActionSource.Api, cancellation)
            ? TypedResults.NoContent()
            : Problem.Of(
                StatusCodes.Status409Conflict, "no_session",
                "There is no session to end. An API key has none: revoke it on the page API keys.");

    private static async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> PostAsync(
        HttpRequest request, TokenSignIn signIn, ApiSessions sessions, IncidentTally incidents, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync<TokenRequest>(request, cancellation);
        if (body.IsBad(out var bad, out var asked))
            return bad;
        if (asked.Faults() is { Any: true } errors)
            return Problem.Invalid(errors.ToDictionary());
        if (asked.Grant == TokenGrant.Password)
            return await signIn.RunAsync(request.HttpContext, asked, cancellation);
        if (await sessions.RefreshAsync(asked.RefreshToken!, cancellation) is { } issued)
            return TypedResults.Ok(TokenResponse.Of(issued));
        incidents.Add(Incident.Of(request.HttpContext, Incident.TokenRefused, "refresh token unknown, used before, or over"));
        return Problem.Of(
            StatusCodes.Status401Unauthorized, "refresh_refused",
            "The refresh token is unknown, was used before, or its session has ended. Sign in again.");
    }
}

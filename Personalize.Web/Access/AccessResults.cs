using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Personalize.Data.Accounts;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Access;

/// <summary>What those get who are not let in: programs a problem, people the sign-in page or the reason.</summary>
internal sealed class AccessResults : IAuthorizationMiddlewareResultHandler
{
    public const string SignInPath = "/signin";
    public const string SecondFactorPath = "/account/second-factor";
    public const string ReturnKey = "return";

    /// <param name="back">Where to go afterwards: path and query of our own.</param>
    public static string SignInAt(string back) => SignInPath + new QueryBuilder { { ReturnKey, back } };

    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            return next(context);
        if (!IsPage(context))
            return (authorizeResult.Challenged ? Unknown(context) : Refused(context)).ExecuteAsync(context);
        var here = context.Request.Path + context.Request.QueryString;
        if (authorizeResult.Challenged || ActorClaims.Owes(context.User))
        {
            context.Response.Redirect(authorizeResult.Challenged ? SignInAt(here) : SecondFactorAt(here));
            return Task.CompletedTask;
        }

        // The page's frame is served; what stands in it is decided once more inside, and says which role is missing.
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return next(context);
    }

    private static string SecondFactorAt(string back) => SecondFactorPath + new QueryBuilder { { ReturnKey, back } };

    private static bool IsPage(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    private static ProblemHttpResult Unknown(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.Of(
            StatusCodes.Status401Unauthorized, "unauthenticated",
            "Send an API key or an access token in the Authorization header: 'Bearer …'. A browser's cookie is not accepted here.");
    }

    private static ProblemHttpResult Refused(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RequiresRightAttribute>() is { Right: var right }
            ? Problem.Of(StatusCodes.Status403Forbidden, "forbidden", new RightMissingException(right).Message)
            : Problem.Of(StatusCodes.Status403Forbidden, "forbidden", "This is not allowed to you.");
}

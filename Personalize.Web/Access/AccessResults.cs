using System.Net.Mime;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Personalize.Data.Accounts;
using Personalize.Web.Hosting.Problems;
using Personalize.Web.Hosting.Security;

namespace Personalize.Web.Access;

/// <summary>What those get who are not let in: programs a problem, people the sign-in page or the reason.</summary>
internal sealed class AccessResults : IAuthorizationMiddlewareResultHandler
{
    public const string SignInPath = "/signin";
    public const string SecondFactorPath = "/account/second-factor";
    public const string ReturnKey = "return";
    public const string EndedKey = "ended";

    /// <param name="back">Where to go afterwards: path and query of our own.</param>
    /// <param name="hasEnded">Whether they were signed in until now, and may wonder.</param>
    public static string SignInAt(string back, bool hasEnded = false)
    {
        var query = new QueryBuilder { { ReturnKey, back } };
        if (hasEnded)
            query.Add(EndedKey, "yes");
        return SignInPath + query;
    }

    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }

        var here = context.Request.Path + context.Request.QueryString;
        if (!IsPage(context) && !(authorizeResult.Challenged && IsForPerson(context.Request)))
        {
            await (authorizeResult.Challenged ? Unknown(context) : Refused(context)).ExecuteAsync(context);
        }
        else if (authorizeResult.Challenged)
        {
            context.Response.Redirect(SignInAt(here, await HoldsNoMoreAsync(context)));
        }
        else if (ActorClaims.Owes(context.User))
        {
            context.Response.Redirect(SecondFactorAt(here));
        }
        else
        {
            // The page's frame is served; what stands in it is decided once more inside, and says which role is missing.
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await next(context);
        }
    }

    // A cookie that was shown, and is not accepted any more: too old, or its account changed. Remembered by the framework.
    private static async Task<bool> HoldsNoMoreAsync(HttpContext context) =>
        (await context.AuthenticateAsync(AccessSchemes.Cookie)).Failure is not null;

    private static string SecondFactorAt(string back) => SecondFactorPath + new QueryBuilder { { ReturnKey, back } };

    private static bool IsPage(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    // A browser that was led to an address, also one that does not exist: whether it does is for those who are signed in.
    private static bool IsForPerson(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !AccessSchemes.IsForPrograms(request.Path) && request.Headers.Authorization.Count == 0
        && request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType == MediaTypeNames.Text.Html);

    private static ProblemHttpResult Unknown(HttpContext context)
    {
        // RFC 6750, 3.1: why is said only to those who showed something.
        var showed = BearerHeader.Read(context.Request) is not null;
        context.Response.Headers.WWWAuthenticate = showed ? "Bearer error=\"invalid_token\"" : "Bearer";
        return Problem.Of(StatusCodes.Status401Unauthorized, "unauthenticated", (showed, AccessSchemes.TakesTokens(context.Request)) switch
        {
            (true, true) => "The API key or access token is unknown, expired or revoked. Make a new key on the page API keys, or ask for a new token.",
            (true, false) => "API keys and access tokens are for addresses under /api. This one is for people who sign in with a browser.",
            _ => "Send an API key or an access token in the Authorization header: 'Bearer …'. A browser's cookie is not accepted here.",
        });
    }

    private static ProblemHttpResult Refused(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RequiresRightAttribute>() is { Right: var right }
            ? Problem.Of(StatusCodes.Status403Forbidden, "forbidden", new RightMissingException(right).Message)
            : Problem.Of(StatusCodes.Status403Forbidden, "forbidden", "This is not allowed to you.");
}

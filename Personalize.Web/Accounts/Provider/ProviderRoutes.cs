using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Personalize.Web.Access;

namespace Personalize.Web.Accounts.Provider;

/// <summary>The way to the provider, and back from it. There only while one is configured.</summary>
internal static class ProviderRoutes
{
    public const string Start = "/signin/provider";

    /// <summary>What has to be registered with the provider, after our own host.</summary>
    public const string Callback = "/signin/callback";

    /// <param name="back">Where to go afterwards: path and query of our own.</param>
    public static string StartAt(string back) => Start + new QueryBuilder { { AccessResults.ReturnKey, back } };

    public static async Task<RedirectHttpResult> BeginAsync(
        HttpContext context, ProviderStart start, [FromQuery(Name = AccessResults.ReturnKey)] string? back)
    {
        // A page of another site may lead to our sign-in page, but begins nothing for its visitors.
        if (context.Request.Headers["Sec-Fetch-Site"] is [not ("same-origin" or "none")])
            return TypedResults.LocalRedirect(AccessResults.SignInAt(LocalAddress.Or(back)));
        return await start.ToSignInAsync(context, back) is { } address
            ? TypedResults.Redirect(address)
            : TypedResults.LocalRedirect(ProviderProblems.PlaceOf(ProviderProblem.Unreachable, back));
    }

    /// <summary>Continues in <see cref="ProviderReplies"/>.</summary>
    public static async Task ReceiveAsync(HttpContext context)
    {
        var handlers = context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>();
        var handler = (IAuthenticationRequestHandler)(await handlers.GetHandlerAsync(context, ProviderFeature.Scheme))!;
        if (!await handler.HandleRequestAsync())
            context.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}

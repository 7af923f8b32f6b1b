using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Sessions;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Accounts.SignIn;

internal static class SignOut
{
    public const string Path = "/signout";

    public static async Task<Results<RedirectHttpResult, ProblemHttpResult>> RunAsync(
        HttpContext context, IAntiforgery antiforgery, SessionKeeper sessions, CancellationToken cancellation)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Problem.Of(StatusCodes.Status400BadRequest, "antiforgery", "This form was not made by us, or for somebody else. Reload the page and try again.");
        await sessions.EndAsync(context.User, ActionSource.Page, cancellation);
        await context.SignOutAsync(AccessSchemes.Cookie);

        // Pages seen while signed in must not come back by the browser's back button. Cookies stay: the theme and the known device.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return TypedResults.LocalRedirect(AccessResults.SignInPath);
    }
}

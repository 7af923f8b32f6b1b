using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Personalize.Web.Accounts.Confirm;
using Personalize.Web.Accounts.Own;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Accounts.Passkeys;

/// <summary>Challenges for js/passkeys.js.</summary>
internal static class PasskeyRoutes
{
    public const string CreationPath = "/account/passkey-options";
    public const string RequestPath = "/signin/passkey-options";

    public static async Task<Results<ContentHttpResult, ProblemHttpResult>> CreationOptionsAsync(
        HttpContext context, IAntiforgery antiforgery, Confirmation confirmation, OwnAccount own, PasskeyCeremony passkeys)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Forged();
        return confirmation.IsFresh(context.User)
            ? Json(await passkeys.CreationOptionsAsync(await own.ReadAsync(context)))
            : Problem.Of(StatusCodes.Status403Forbidden, "confirm_needed", "Confirm first that it is you: reload the page.");
    }

    public static async Task<Results<ContentHttpResult, ProblemHttpResult>> RequestOptionsAsync(
        HttpContext context, IAntiforgery antiforgery, PasskeyCeremony passkeys) =>
        await antiforgery.IsRequestValidAsync(context) ? Json(await passkeys.RequestOptionsAsync()) : Forged();

    private static ContentHttpResult Json(string json) => TypedResults.Content(json, "application/json");

    private static ProblemHttpResult Forged() =>
        Problem.Of(StatusCodes.Status400BadRequest, "antiforgery", "This request was not made by a page of ours. Reload the page and try again.");
}

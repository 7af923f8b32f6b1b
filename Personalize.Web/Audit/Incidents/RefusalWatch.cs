using Microsoft.AspNetCore.Diagnostics;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.ApiKeys;
using Personalize.Web.Hosting.Limits;

namespace Personalize.Web.Audit.Incidents;

/// <summary>Counts every answer that says "you may not" or "not so often", whichever part of the server gave it.</summary>
internal sealed class RefusalWatch(RequestDelegate next, IncidentTally tally)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status403Forbidden)
            tally.Add(Incident.Of(context, Incident.Refused, MissingIn(context)));
        else if (context.Response.StatusCode == StatusCodes.Status429TooManyRequests)
            tally.Add(Incident.Of(context, Incident.Limited, $"too many: {RequestCosts.Of(context)}"));
    }

    // Whoever is not known is asked to sign in, not refused: a refusal then is that of another site's page.
    private static string MissingIn(HttpContext context)
    {
        if (context.User.Identity?.IsAuthenticated != true)
            return "page of another site";
        if (ActorClaims.Owes(context.User))
            return "second factor not shown";
        var right = (context.Features.Get<IExceptionHandlerFeature>()?.Error as RightMissingException)?.Right
            ?? context.GetEndpoint()?.Metadata.GetMetadata<RequiresRightAttribute>()?.Right;
        return right is { } missing ? $"no right to {RightWords.Of(missing)}" : "not allowed";
    }
}

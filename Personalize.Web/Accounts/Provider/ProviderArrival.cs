using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Options;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Own;
using Personalize.Web.Accounts.SignIn;
using Personalize.Web.Audit.Incidents;

namespace Personalize.Web.Accounts.Provider;

/// <summary>What happens to somebody who comes back from the provider with proof of who they are there.</summary>
internal sealed class ProviderArrival(
    ProviderEntrance entrance, ProviderLinks links, OwnAccount own, BrowserSignIn browser, IncidentTally incidents,
    IOptions<ProviderOptions> provider)
{
    /// <summary>How sessions that began this way are marked.</summary>
    public const string Method = "oidc";

    /// <returns>Where to send the browser.</returns>
    public async Task<string> ReceiveAsync(
        HttpContext context, ClaimsPrincipal claims, AuthenticationProperties properties, string? back, CancellationToken cancellation)
    {
        if (ProviderPerson.From(claims, provider.Value) is not { } person)
        {
            incidents.Add(ProviderProblems.IncidentOf(ProviderProblem.Untrusted, context));
            return ProviderProblems.PlaceOf(ProviderProblem.Untrusted, back);
        }

        return ProviderStart.LinkIn(properties) is { } session
            ? await LinkAsync(context, person, session)
            : await SignInAsync(context, person, LocalAddress.Or(back), cancellation);
    }

    private async Task<string> SignInAsync(HttpContext context, ProviderPerson person, string back, CancellationToken cancellation)
    {
        switch (await entrance.EnterAsync(person, cancellation))
        {
            case ProviderEntry.Closed(var problem):
                incidents.Add(ProviderProblems.IncidentOf(problem, context));
                return ProviderProblems.PlaceOf(problem, back);
            case ProviderEntry.Open({ TwoFactorEnabled: true } account):
                // How strong the proof at the provider was is not known here; who wants a code wants it whatever came before.
                await Halfway.BeginAsync(context, account, Method);
                return "/signin/code" + new QueryBuilder { { AccessResults.ReturnKey, back } };
            case ProviderEntry.Open(var account):
                await browser.SignInAsync(context, account, Method, cancellation);
                return back;
            default:
                throw new InvalidOperationException("There is no further way to enter.");
        }
    }

    // Only for the session that began it: otherwise somebody could have another person's browser finish what is theirs.
    private async Task<string> LinkAsync(HttpContext context, ProviderPerson person, Guid session)
    {
        if (ActorClaims.SessionOf(context.User) != session)
            return ProviderProblems.PlaceOf(ProviderProblem.SignedOut, back: "/account");
        var problem = await links.AddAsync(await own.ReadAsync(context), person.Subject);
        return "/account" + new QueryBuilder
        {
            { problem is null ? "done" : ProviderProblems.Key, problem is null ? "provider" : problem.Value.ToString() },
        };
    }
}

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Personalize.Web.Access;
using Personalize.Web.Audit.Incidents;

namespace Personalize.Web.Accounts.Provider;

/// <summary>Why somebody who came back from the provider was not let in.</summary>
internal enum ProviderProblem
{
    /// <summary>The provider, or the person there, said no.</summary>
    Refused,

    /// <summary>It answers no question that this browser asked.</summary>
    Stale,

    /// <summary>It does not prove what it says.</summary>
    Untrusted,
    Unreachable,
    NotLinked,
    NoRole,
    SwitchedOff,

    /// <summary>Linking: it belongs to another account of ours.</summary>
    Taken,

    /// <summary>Linking: the account has one already.</summary>
    Occupied,

    /// <summary>Linking: whoever began it is not signed in here any more.</summary>
    SignedOut,
}

internal static class ProviderProblems
{
    public const string Key = "provider";

    public static Incident IncidentOf(ProviderProblem problem, HttpContext context) =>
        Incident.Of(context, Incident.Failed, $"sign-in provider: {problem}");

    /// <returns>Null for what is no problem of ours; it comes from the query, so from anybody.</returns>
    public static ProviderProblem? Read(string? text) =>
        Enum.GetNames<ProviderProblem>().Contains(text, StringComparer.Ordinal) ? Enum.Parse<ProviderProblem>(text!) : null;

    /// <param name="name">Of the provider.</param>
    public static string WordsOf(ProviderProblem problem, string name) => problem switch
    {
        ProviderProblem.Refused => $"Nobody was signed in: {name} refused, or it was cancelled there.",
        ProviderProblem.Stale => "This sign-in was not begun in this browser, took too long, or was used before. Begin again.",
        ProviderProblem.Untrusted => $"The answer of {name} does not prove who you are, so nobody was signed in. If it happens again, tell an Admin.",
        ProviderProblem.Unreachable => $"{name} cannot be reached, or does not answer as it should. Try again in a minute, or sign in in another way.",
        ProviderProblem.NotLinked => $"What you have at {name} is not linked to an account here. Sign in in another way and link it on the page of your account, or ask an Admin.",
        ProviderProblem.NoRole => $"{name} gives you no role here. Ask whoever keeps your groups there.",
        ProviderProblem.SwitchedOff => "Your account here is switched off. Ask an Admin.",
        ProviderProblem.Taken => $"What you have at {name} is linked to another account here. Unlink it there first.",
        ProviderProblem.Occupied => $"This account is linked with {name} already. Unlink it first.",
        ProviderProblem.SignedOut => "You were signed out meanwhile, so nothing was linked. Sign in and begin again.",
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, "There are no words for it."),
    };

    /// <param name="failure">What the framework stopped at.</param>
    public static ProviderProblem Of(Exception? failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            // Kinds of what follows, so they are asked for first.
            if (cause is OpenIdConnectProtocolInvalidNonceException or SecurityTokenException or SecurityTokenArgumentException)
                return ProviderProblem.Untrusted;
            if (cause is OpenIdConnectProtocolException && cause.Data.Contains("error"))
                return ProviderProblem.Refused;
            if (cause is OpenIdConnectProtocolException or HttpRequestException or IOException or OperationCanceledException
                or InvalidOperationException or ArgumentException)
                return ProviderProblem.Unreachable;
        }

        return ProviderProblem.Stale;
    }

    /// <summary>Where the browser is sent: to whence it was begun, with the reason.</summary>
    /// <param name="properties">Null when not even that is known.</param>
    public static string PlaceOf(ProviderProblem problem, AuthenticationProperties? properties) =>
        properties is not null && ProviderStart.LinkIn(properties) is not null
            ? "/account" + new QueryBuilder { { Key, problem.ToString() } }
            : PlaceOf(problem, properties?.RedirectUri);

    public static string PlaceOf(ProviderProblem problem, string? back) =>
        AccessResults.SignInPath + new QueryBuilder { { Key, problem.ToString() }, { AccessResults.ReturnKey, LocalAddress.Or(back) } };
}

using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Personalize.Data.Audit;
using Personalize.Web.Access;
using Personalize.Web.Audit.Incidents;
using Personalize.Web.Hosting.Security;

namespace Personalize.Web.Tokens;

internal sealed class AccessTokenOptions : AuthenticationSchemeOptions;

/// <summary>Lets programs in that act for an account, by the token in "Authorization: Bearer …", for as long as the account may.</summary>
internal sealed partial class AccessTokenHandler(
    IOptionsMonitor<AccessTokenOptions> options, ILoggerFactory logging, UrlEncoder encoder, AccessTokens tokens, Standing standing,
    IncidentTally incidents)
    : AuthenticationHandler<AccessTokenOptions>(options, logging, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerHeader.Read(Request) is not { } token)
            return AuthenticateResult.NoResult();
        if (await tokens.ReadAsync(token, Context.RequestAborted) is not { } identity)
        {
            LogRefused(Logger, Context.Connection.RemoteIpAddress?.ToString());
            incidents.Add(Incident.Of(Context, Incident.TokenRefused, "not one of ours, or over"));
            return AuthenticateResult.Fail("The access token is not one of ours, or not valid now.");
        }

        var principal = new ClaimsPrincipal(identity);
        if (await standing.HoldsAsync(principal, Context.RequestAborted))
            return AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
        incidents.Add(Incident.Of(Context, Incident.TokenRefused, "session ended, or account changed")
            .About(Subjects.Account, ActorClaims.IdOf(principal)));
        return AuthenticateResult.Fail("The session of the access token has ended, or the account changed.");
    }

    [LoggerMessage(1100, LogLevel.Warning, "A request from {Network} brought an access token that is not valid")]
    private static partial void LogRefused(ILogger logger, string? network);
}

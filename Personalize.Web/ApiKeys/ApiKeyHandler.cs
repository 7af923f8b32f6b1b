using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.Access;
using Personalize.Web.Audit.Incidents;
using Personalize.Web.Hosting.Security;

namespace Personalize.Web.ApiKeys;

internal sealed class ApiKeyOptions : AuthenticationSchemeOptions;

/// <summary>Lets programs in by the key in "Authorization: Bearer pz_…".</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<ApiKeyOptions> options, ILoggerFactory logging, UrlEncoder encoder, ApiKeyDirectory directory,
    IncidentTally incidents)
    : AuthenticationHandler<ApiKeyOptions>(options, logging, encoder)
{
    /// <returns>The key in the request's header, or null when it holds none.</returns>
    public static string? SecretIn(HttpRequest request) =>
        BearerHeader.Read(request) is { } secret && secret.StartsWith(ApiKeySecret.Mark, StringComparison.Ordinal) ? secret : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SecretIn(Request) is not { } secret)
            return AuthenticateResult.NoResult();
        switch (await directory.FindAsync(secret, Context.RequestAborted))
        {
            case KeyProof.Right(var key):
                return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(IdentityOf(key)), Scheme.Name));
            case KeyProof.Refused(var id, var reason):
                incidents.Add(Incident.Of(Context, Incident.KeyRefused, reason).About(Subjects.ApiKey, id));
                break;
        }

        return AuthenticateResult.Fail("The API key is unknown, revoked or expired.");
    }

    private static ClaimsIdentity IdentityOf(ApiKey key) => new(
        [
            new Claim(ActorClaims.Id, key.Id.ToString(CultureInfo.InvariantCulture)),
            new Claim(ActorClaims.Kind, nameof(ActorKind.ApiKey)),
            new Claim(ActorClaims.KeyPrefix, key.Prefix),
            new Claim(ActorClaims.Role, key.Role.ToString()),
            .. key.Scopes.Select(right => new Claim(ActorClaims.Scope, right.ToString())),
        ], AccessSchemes.ApiKey, ActorClaims.Name, ActorClaims.Role);
}

using System.Globalization;
using System.Security.Claims;
using Personalize.Web.ApiKeys;

namespace Personalize.Web.Access;

/// <summary>Whether whoever opened a connection, with a key, a token or a cookie, may still keep it.</summary>
internal sealed class CallerStanding(Standing accounts, ApiKeyDirectory keys, TimeProvider clock)
{
    public async ValueTask<bool> HoldsAsync(ClaimsPrincipal caller, CancellationToken cancellation)
    {
        if (caller.FindFirstValue(ActorClaims.KeyPrefix) is { } prefix)
            return await keys.HoldsAsync(prefix, cancellation);
        return !IsOver(caller) && await accounts.HoldsAsync(caller, cancellation);
    }

    // An access token is for minutes; a connection made with it is not for longer.
    private bool IsOver(ClaimsPrincipal caller) =>
        caller.FindFirstValue(ActorClaims.ExpiresAt) is { } until
        && long.Parse(until, CultureInfo.InvariantCulture) <= clock.GetUtcNow().ToUnixTimeSeconds();
}

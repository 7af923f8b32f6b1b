using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Personalize.Web.Access;

/// <summary>Who is in front of an open page, looked at again while it stays open.</summary>
internal sealed class CircuitState(ILoggerFactory logging, Standing standing) : RevalidatingServerAuthenticationStateProvider(logging)
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    protected override TimeSpan RevalidationInterval => Standing.MaxAge;

    /// <summary>Does not wait for the next regular look, if the page is that account's.</summary>
    public async Task LookAgainAsync(int account)
    {
        try
        {
            // Outside the circuit of whoever changed the account, which may end before this.
            var person = (await GetAuthenticationStateAsync().ConfigureAwait(false)).User;
            if (ActorClaims.IdOf(person) != account || await standing.HoldsAsync(person, CancellationToken.None).ConfigureAwait(false))
                return;
        }
        catch (Exception)
        {
            // Whoever cannot be looked at counts as nobody, as at a regular look.
        }

        SetAuthenticationState(Task.FromResult(Nobody));
    }

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await standing.HoldsAsync(authenticationState.User, cancellationToken);
}

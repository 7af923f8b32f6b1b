using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Personalize.Web.Access;

/// <summary>Who is in front of an open page, looked at again while it stays open.</summary>
internal sealed class CircuitState(ILoggerFactory logging, Standing standing) : RevalidatingServerAuthenticationStateProvider(logging)
{
    protected override TimeSpan RevalidationInterval => Standing.MaxAge;

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await standing.HoldsAsync(authenticationState.User, cancellationToken);
}

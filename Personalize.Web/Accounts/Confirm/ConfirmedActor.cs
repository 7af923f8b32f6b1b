using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Personalize.Data.Accounts;
using Personalize.Web.Access;

namespace Personalize.Web.Accounts.Confirm;

/// <summary>The person in front of this circuit, for acts that need a fresh proof of who they are.</summary>
internal sealed class ConfirmedActor(
    PageActor person, AuthenticationStateProvider states, Confirmation confirmation, NavigationManager navigation)
{
    /// <returns>Null when the proof is too old: the browser is on its way to where it is renewed, and comes back to this page.</returns>
    /// <exception cref="RightMissingException">They may not, or not any more.</exception>
    public async Task<Actor?> FindAsync(Right right, CancellationToken cancellation)
    {
        var actor = await person.DemandAsync(right, cancellation);
        if (confirmation.IsFresh((await states.GetAuthenticationStateAsync()).User))
            return actor;
        navigation.NavigateTo(Confirmation.AddressOf(new Uri(navigation.Uri).PathAndQuery), forceLoad: true);
        return null;
    }
}

using System.Diagnostics;
using Microsoft.AspNetCore.Components.Authorization;
using Personalize.Data.Accounts;
using Personalize.Web.ApiKeys;
using Personalize.Web.Audit.Incidents;

namespace Personalize.Web.Access;

/// <summary>The person in front of this circuit, as the one who does something.</summary>
internal sealed class PageActor(AuthenticationStateProvider states, Standing standing, IncidentTally incidents)
{
    /// <summary>To show or hide what the person may not do; whoever does it asks <see cref="DemandAsync"/>.</summary>
    public async Task<bool> MayAsync(Right right)
    {
        var state = await states.GetAuthenticationStateAsync();
        return ActorClaims.ActorOf(state.User, ActionSource.Page, requestId: null)?.May(right) == true;
    }

    /// <summary>The person, once it is sure that they still may.</summary>
    /// <exception cref="RightMissingException">They may not, or not any more.</exception>
    public async Task<Actor> DemandAsync(Right right, CancellationToken cancellation)
    {
        var state = await states.GetAuthenticationStateAsync();
        var actor = ActorClaims.ActorOf(state.User, ActionSource.Page, Activity.Current?.TraceId.ToHexString());
        if (actor is null || !await standing.HoldsAsync(state.User, cancellation))
            throw new RightMissingException(right);
        if (!actor.May(right))
            incidents.Add(Incident.By(actor, Incident.Refused, $"no right to {RightWords.Of(right)}"));
        actor.Demand(right);
        return actor;
    }
}

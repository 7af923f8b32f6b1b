using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.ApiKeys;
using Personalize.Web.Audit.Incidents;

namespace Personalize.Web.Hubs;

/// <summary>Notes who asked the hub for what they may not; whether they may is for <see cref="RightHandler"/> to say.</summary>
internal sealed class HubRefusals(IncidentTally incidents) : AuthorizationHandler<RightRequirement, HubInvocationContext>
{
    protected override Task HandleRequirementAsync(
        AuthorizationHandlerContext context, RightRequirement requirement, HubInvocationContext resource)
    {
        if (ActorClaims.ActorOf(context.User, ActionSource.Api, requestId: null) is { } actor && !actor.May(requirement.Right))
            incidents.Add(Incident.By(actor, Incident.Refused, $"no right to {RightWords.Of(requirement.Right)}"));
        return Task.CompletedTask;
    }
}

using System.Reflection;
using Microsoft.AspNetCore.SignalR;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.ApiKeys;
using Personalize.Web.Audit.Incidents;

namespace Personalize.Web.Hubs;

/// <summary>Lets callers call what they have the right to, and notes who asked for more.</summary>
/// <remarks>Not the framework's attribute: it answers before any filter, in words that change with its version and without a code.</remarks>
internal sealed class HubRights(IncidentTally incidents) : IHubFilter
{
    public ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var right = invocationContext.HubMethod.GetCustomAttribute<HubRightAttribute>()?.Right
            ?? throw new InvalidOperationException($"The hub's method {invocationContext.HubMethodName} says no right; give it [HubRight].");
        var actor = ActorClaims.ActorOf(invocationContext.Context.User!, ActionSource.Api, requestId: null);
        if (actor?.May(right) == true)
            return next(invocationContext);
        var words = RightWords.Of(right);
        if (actor is not null)
            incidents.Add(Incident.By(actor, Incident.Refused, $"no right to {words}"));
        throw HubProblem.Of("forbidden", $"This takes the right to {words}.");
    }
}

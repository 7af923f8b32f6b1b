using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Audit.Incidents;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Hubs;

/// <summary>A call of the hub costs its caller as much as a request that reads: a socket is no way around the limits.</summary>
internal sealed class HubCallLimit(IOptions<RateLimiterOptions> limits, IncidentTally incidents) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var context = invocationContext.Context;
        if (limits.Value.GlobalLimiter is { } limiter && context.GetHttpContext() is { } request)
        {
            using var lease = limiter.AttemptAcquire(request);
            if (!lease.IsAcquired)
                throw Refused(context, lease);
        }

        return await next(invocationContext);
    }

    private HubException Refused(HubCallerContext context, RateLimitLease lease)
    {
        if (ActorClaims.ActorOf(context.User!, ActionSource.Api, requestId: null) is { } actor)
            incidents.Add(Incident.By(actor, Incident.Limited, "too many: calls of the hub"));
        var pause = lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : TimeSpan.FromSeconds(1);
        return HubProblem.Of("too_many_requests", string.Create(
            CultureInfo.InvariantCulture, $"You call more often than one caller may. Wait {Problem.Seconds(pause)} s, then go on."));
    }
}

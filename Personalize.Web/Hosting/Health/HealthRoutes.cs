using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Personalize.Web.Hosting.Health;

/// <summary>Probes for supervisors. They answer one word: what is wrong stands in the log, not on an open address.</summary>
internal static class HealthRoutes
{
    private const string Ready = "ready";

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<DatabaseProbe>();
        services.AddHealthChecks()
            .AddCheck<DatabaseProbe>("database", tags: [Ready])
            .AddCheck<IntakeProbe>("intake", tags: [Ready])
            .AddCheck<ModelsProbe>("models", tags: [Ready]);
        return services;
    }

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().DisableRateLimiting();
        routes.MapHealthChecks("/healthz/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(Ready),

            // Degraded is what is expected at a start, and no error in the log; yet traffic must not come before it is over.
            ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable },
        }).AllowAnonymous().DisableRateLimiting();
        return routes;
    }
}

using Microsoft.AspNetCore.Diagnostics.HealthChecks;

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
            .AddCheck<ModelsProbe>("models", tags: [Ready]);
        return services;
    }

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false });
        routes.MapHealthChecks("/healthz/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) });
        return routes;
    }
}

using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Personalize.Web.Hosting.Stop;

namespace Personalize.Web.Health;

/// <summary>Probes for supervisors. They answer one word: what is wrong stands on the page and in the log, not on an open address.</summary>
internal static class HealthRoutes
{
    private const string Ready = "ready";

    public static IServiceCollection AddProbes(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<ReadyCheck>(Ready, tags: [Ready]);
        return services;
    }

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().DisableRateLimiting();
        routes.MapHealthChecks("/healthz/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(Ready),
            ResponseWriter = (context, result) => context.Response.WriteAsync(result.Entries[Ready].Description!, context.RequestAborted),
        }).AllowAnonymous().DisableRateLimiting();
        return routes;
    }
}

/// <summary>
/// Reads from the board what the page shows, but for one thing: that the server is about to stop has to be told at once.
/// Asked a thousand times a second, it touches nothing.
/// </summary>
internal sealed class ReadyCheck(HealthWatch watch, Stopping stopping) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (stopping.HasBegun)
            return HealthCheckResult.Unhealthy("Stopping");
        if (await watch.ReportAsync(cancellationToken) is not { } report)
            return HealthCheckResult.Unhealthy("Unhealthy");
        return (report.IsReady, report.Word) switch
        {
            (false, var word) => HealthCheckResult.Unhealthy(word),
            (_, "Healthy") => HealthCheckResult.Healthy("Healthy"),
            (_, var word) => HealthCheckResult.Degraded(word),
        };
    }
}

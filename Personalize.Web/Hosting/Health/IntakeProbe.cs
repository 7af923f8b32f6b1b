using Microsoft.Extensions.Diagnostics.HealthChecks;
using Personalize.Web.Activities;

namespace Personalize.Web.Hosting.Health;

/// <summary>Not ready while activities do not get through: traffic that must be refused is better sent elsewhere.</summary>
internal sealed class IntakeProbe(IntakeHealth intake) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(intake.Problem is { } problem ? HealthCheckResult.Unhealthy(problem) : HealthCheckResult.Healthy());
}

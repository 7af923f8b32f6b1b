using Microsoft.Extensions.Diagnostics.HealthChecks;
using Personalize.Web.Training;

namespace Personalize.Web.Hosting.Health;

/// <summary>Not ready until a model set serves: before that every list would be refused.</summary>
internal sealed class ModelsProbe(ModelHolder models) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(models.Current is null ? HealthCheckResult.Degraded("The first models are being trained.") : HealthCheckResult.Healthy());
}

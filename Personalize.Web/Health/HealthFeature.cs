using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Personalize.Web.Health.Figures;
using Personalize.Web.Health.Logs;
using Personalize.Web.Health.Parts;
using Personalize.Web.Hosting.Telemetry;

namespace Personalize.Web.Health;

internal static class HealthFeature
{
    /// <summary>The watch over all parts, its probes and its page.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddProbes();
        services.AddSingleton<IDisk, DataDisk>();
        services.AddSingleton<IPart, ServerPart>();
        services.AddSingleton<IPart, DatabasePart>();
        services.AddSingleton<IPart, SchemaPart>();
        services.AddSingleton<IPart, IntakePart>();
        services.AddSingleton<IPart, ModelsPart>();
        services.AddSingleton<IPart, LivePart>();
        services.AddSingleton<IPart, ServedListsPart>();
        services.AddSingleton<IPart, DiskPart>();
        services.AddSingleton<HealthBoard>();

        services.AddInstruments<CircuitCount>();
        services.AddScoped<CircuitHandler, CircuitTally>();
        services.AddInstruments<PageTimings>();
        services.AddSingleton<SocketBytes>();
        services.AddSingleton<Machine>();
        services.AddSingleton<DatabaseSize>();
        services.AddSingleton<SlowStatements>();
        services.AddSingleton<IInterceptor>(provider => provider.GetRequiredService<SlowStatements>());
        services.AddSingleton<RecentLog>();
        services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<RecentLog>());

        services.AddSingleton<FigureSources>();
        services.AddSingleton<HealthWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<HealthWatch>());
        services.AddSingleton<Diagnosis>();
        return services;
    }
}

using System.Diagnostics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Personalize.Web.Health.Figures;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Telemetry;

/// <summary>Carries what is measured out of the process: to whoever scrapes the management port, and to a collector that is named.</summary>
internal static class TelemetryFeature
{
    private const string Service = "personalize";

    /// <summary>The standard setting of all programs with OpenTelemetry; the exporter reads it, and its companions, by itself.</summary>
    private const string CollectorKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] FrameworkMeters =
    [
        "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections",
        "Microsoft.AspNetCore.Diagnostics", "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Components",
        "Microsoft.AspNetCore.Components.Lifecycle", "Microsoft.AspNetCore.Components.Server.Circuits", "Npgsql",
    ];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        SettingsCheck.RequireLegalValues(builder.Configuration, new(ManagementOptions.Section, typeof(ManagementOptions)));
        builder.Services.AddSettings<ManagementOptions, ManagementOptionsValidator>(ManagementOptions.Section);
        builder.Services.AddHostedService<Instruments>();
        var management = builder.Configuration.GetSection(ManagementOptions.Section).Get<ManagementOptions>() ?? new();
        var hasCollector = !string.IsNullOrWhiteSpace(builder.Configuration[CollectorKey]);
        ManagementDoor.Open(builder, management);
        if (management.Port is null && !hasCollector)
            return;

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(Service, serviceVersion: BuildVersion.Text))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(OwnMeter.Name).AddMeter(FrameworkMeters);
                if (management.Port is not null)
                    metrics.AddPrometheusExporter();
                if (hasCollector)
                    metrics.AddOtlpExporter();
            });
        if (hasCollector)
            telemetry.WithTracing(Trace);
    }

    private static void Trace(TracerProviderBuilder traces) => traces
        .AddAspNetCoreInstrumentation(requests =>
        {
            requests.Filter = context => !context.WebSockets.IsWebSocketRequest && !context.Request.Path.StartsWithSegments("/healthz", StringComparison.Ordinal);
            requests.EnrichWithHttpResponse = (activity, response) => HideIds(activity, response.HttpContext);
        })
        .AddSource("Npgsql")
        .AddOtlpExporter();

    // An address may hold a customer's id; the pattern of its route never does.
    internal static void HideIds(Activity activity, HttpContext context)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        activity.SetTag("url.path", route is null ? "(no route)" : "/" + route.TrimStart('/'));
        activity.SetTag("url.query", null);
    }
}

using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Telemetry;

/// <summary>
/// Keeps the management port apart from everything else. What counts is the port that the connection came in by: the Host header
/// is whatever a caller writes there.
/// </summary>
internal static class ManagementDoor
{
    public const string MetricsPath = "/metrics";
    private const string Endpoint = "Kestrel:Endpoints:Management:Url";
    private static readonly PathString Probes = "/healthz";

    /// <summary>Listens there as well, beside the addresses that are configured in one way or another.</summary>
    public static void Open(WebApplicationBuilder builder, ManagementOptions options)
    {
        if (options.Url is not { } url)
            return;
        if (builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            builder.Configuration[Endpoint] = url;
        else
            builder.WebHost.UseUrls([.. ListeningAddresses.InForce(builder.Configuration), url]);
    }

    /// <summary>First of all middleware: what comes in by that port sees metrics and probes, and never the rest.</summary>
    public static void UseManagementDoor(this WebApplication app, ManagementOptions options)
    {
        if (options.Port is not { } port)
            return;
        app.MapWhen(
            context => context.Connection.LocalPort == port && !context.Request.Path.StartsWithSegments(Probes, StringComparison.Ordinal),
            door => door.UseOpenTelemetryPrometheusScrapingEndpoint(MetricsPath).Run(NothingElse));
    }

    private static Task NothingElse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}

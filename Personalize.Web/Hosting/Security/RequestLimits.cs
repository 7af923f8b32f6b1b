using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;

namespace Personalize.Web.Hosting.Security;

/// <summary>How much one caller, and all together, may ask of the server. Addresses that need more say so themselves.</summary>
internal static class RequestLimits
{
    public const int ApiBody = 64 * 1024;
    public const int BatchBody = 256 * 1024;

    private const int Connections = 20_000;

    // A busy page keeps about 1 MB on the server for as long as it is open.
    private const int OpenPages = 2_000;

    // A line feed alone may not end a line: what stands in front of us could read the rest as part of a value, and we as a header.
    private const string NoBareLineFeeds = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    public static IServiceCollection AddRequestLimits(this IServiceCollection services) => services
        .Configure<KestrelServerOptions>(kestrel =>
        {
            AppContext.SetSwitch(NoBareLineFeeds, isEnabled: true);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = Connections;
            kestrel.Limits.MaxConcurrentUpgradedConnections = OpenPages;
            kestrel.Limits.MaxRequestBodySize = ApiBody;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        })
        .Configure<FormOptions>(form =>
        {
            form.ValueLengthLimit = 16 * 1024;
            form.ValueCountLimit = 64;
        })
        .Configure<CircuitOptions>(circuit =>
        {
            circuit.DetailedErrors = false;
            circuit.DisconnectedCircuitMaxRetained = 50;
            circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(2);
        })
        .Configure<HubOptions>(hub => hub.EnableDetailedErrors = false)
        .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(25));
}

using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Personalize.Web.Hosting.Json;
using Personalize.Web.Hosting.Limits;
using Personalize.Web.Hosting.Settings;
using Personalize.Web.Hosting.Stop;
using Personalize.Web.Hosting.Telemetry;

namespace Personalize.Web.Hubs;

internal static class HubsFeature
{
    /// <summary>A call names a customer and a position.</summary>
    private const int LongestMessage = 4 * 1024;

    /// <summary>Bytes on their way to or from one client; beyond them its own loop waits, and nobody else.</summary>
    private const int Buffer = 16 * 1024;

    public static IServiceCollection AddHubs(this IServiceCollection services)
    {
        services.AddSettings<LiveHubOptions, LiveHubOptionsValidator>(LiveHubOptions.Section);
        services.AddSingleton<IJournalReader, MissedReader>();
        services.AddSingleton<IMissedReader, JournalTail>();
        services.AddSingleton<HubMeters>();
        services.AddInstruments<HubGauges>();
        services.AddSingleton<LiveSources>();
        services.AddSingleton<LiveConnections>();
        services.AddSingleton<HubFaults>();
        services.AddSingleton<HubCallLimit>();
        services.AddSingleton<HubRights>();
        services.AddSingleton<IFarewell, HubFarewell>();
        services.AddHostedService<CallerWatch>();
        services.AddSignalR()
            .AddJsonProtocol(json => JsonRules.Apply(json.PayloadSerializerOptions))
            .AddHubOptions<LiveHub>(hub =>
            {
                hub.MaximumReceiveMessageSize = LongestMessage;
                hub.MaximumParallelInvocationsPerClient = 1;
                hub.StreamBufferCapacity = 1;
                hub.AddFilter<HubFaults>();
                hub.AddFilter<HubCallLimit>();
                hub.AddFilter<HubRights>();
            });
        return services;
    }

    public static IEndpointRouteBuilder MapHubs(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<IOptions<LiveHubOptions>>().Value;
        routes.MapHub<LiveHub>(LiveHub.Path, connection =>
        {
            // A client that comes back names its position; nothing is kept for those that are away.
            connection.AllowStatefulReconnects = false;
            connection.Transports = HttpTransportType.WebSockets;
            connection.TransportSendTimeout = TimeSpan.FromSeconds(options.SlowClientSeconds);
            connection.ApplicationMaxBufferSize = Buffer;
            connection.TransportMaxBufferSize = Buffer;
            connection.CloseOnAuthenticationExpiration = true;
        }).RequireAuthorization().Costs(RequestCost.Read);
        return routes;
    }
}

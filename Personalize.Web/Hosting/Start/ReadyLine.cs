using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Personalize.Web.Hosting.Settings;
using Personalize.Web.Hosting.Telemetry;

namespace Personalize.Web.Hosting.Start;

/// <summary>Says on the console where to look, once one can.</summary>
internal static class ReadyLine
{
    /// <param name="setUp">Path of the set-up link; null when there are accounts.</param>
    public static void AnnounceWhenReady(this WebApplication app, string? setUp) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var management = app.Services.GetRequiredService<IOptions<ManagementOptions>>().Value.Url;
        string[] addresses = [.. (app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Where(address => address != management)];
        if (addresses.Length == 0)
            return;
        if (setUp is not null)
        {
            Console.WriteLine("There is no account yet. Open this link to make the first Admin; it works once, for 24 hours:");
            Console.WriteLine(ListeningAddresses.Openable(addresses[0]) + setUp);
        }

        Console.WriteLine($"Personalize is ready: open {string.Join(" or ", addresses.Select(ListeningAddresses.Openable))} and sign in. Stop it with Ctrl+C.");
    });
}

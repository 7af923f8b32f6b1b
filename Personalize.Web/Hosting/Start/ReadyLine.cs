using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Personalize.Web.Hosting.Start;

/// <summary>Says on the console where to look, once one can.</summary>
internal static class ReadyLine
{
    public static void AnnounceWhenReady(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        if (addresses is { Count: > 0 })
        {
            Console.WriteLine($"Personalize is ready: open {string.Join(" or ", addresses)} and sign in. Stop it with Ctrl+C.");
        }
    });
}

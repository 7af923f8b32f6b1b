using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Start;

/// <summary>
/// Asks whether somebody answers where we are to listen, before a database is made for a server that could not start. Another
/// program may still come in between; then the server itself reports it.
/// </summary>
internal static class FreeAddress
{
    /// <exception cref="IOException">An address is taken; the inner exception is an <see cref="AddressInUseException"/>.</exception>
    public static async Task RequireAsync(WebApplication app, CancellationToken cancellation)
    {
        // A server without addresses listens nowhere.
        if (app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>() is null)
            return;
        foreach (var address in ListeningAddresses.Of(app.Configuration).Select(BindingAddress.Parse))
        {
            if (!address.IsUnixPipe && address.Port != 0 && await AnswersAsync(address, cancellation))
                throw new IOException($"Failed to bind to address {address}: address already in use.", new AddressInUseException($"Port {address.Port} is in use."));
        }
    }

    private static async Task<bool> AnswersAsync(BindingAddress address, CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.Host.Trim('[', ']'), address.Port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

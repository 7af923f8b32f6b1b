using System.Net.Sockets;

namespace Personalize.Benchmarks.Load.Circuits;

/// <summary>A connection of its own for one viewer, with a meter in it.</summary>
internal static class CountedLine
{
    public static HttpMessageInvoker Open(TrafficCount traffic) => new(
        new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = async (asked, cancellation) => new CountedStream(await ConnectAsync(asked, cancellation), traffic),
        },
        disposeHandler: true);

    private static async Task<Stream> ConnectAsync(SocketsHttpConnectionContext asked, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(asked.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Personalize.Benchmarks.Load.Silent;

/// <summary>A program that follows the overview and customers at the hub, says that it is there, and never reads what it is sent.</summary>
internal sealed class SilentFollower : IDisposable
{
    private const string EndOfMessage = "\u001e";

    // Little fits between the two, so that it shows soon who does not read.
    private const int SmallBuffer = 4 * 1024;

    private readonly ClientWebSocket _socket = new();
    private readonly HttpMessageInvoker _line = new(new SocketsHttpHandler { UseProxy = false, ConnectCallback = ConnectAsync });
    private long _opened;

    /// <summary>How long the server bore it; null while it does.</summary>
    public TimeSpan? CutAfter { get; private set; }

    /// <exception cref="WebSocketException">The connection was refused or broke.</exception>
    public static async Task<SilentFollower> OpenAsync(Uri url, string key, IEnumerable<string> customers, CancellationToken cancellation)
    {
        var follower = new SilentFollower();
        try
        {
            await follower.FollowAsync(SocketAddress.Of(url, "hubs/live"), key, customers, cancellation);
            return follower;
        }
        catch
        {
            follower.Dispose();
            throw;
        }
    }

    /// <summary>Says that it is still there.</summary>
    public async Task GiveSignAsync(CancellationToken cancellation)
    {
        if (CutAfter is not null) return;
        try
        {
            await SendAsync("""{"type":6}""", cancellation);
        }
        catch (WebSocketException)
        {
            CutAfter = Stopwatch.GetElapsedTime(_opened);
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _line.Dispose();
    }

    private async Task FollowAsync(Uri address, string key, IEnumerable<string> customers, CancellationToken cancellation)
    {
        _socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await _socket.ConnectAsync(address, _line, cancellation);
        _opened = Stopwatch.GetTimestamp();
        await SendAsync("""{"protocol":"json","version":1}""", cancellation);
        await SendAsync("""{"type":1,"target":"SubscribeOverview","arguments":[null]}""", cancellation);
        foreach (var customer in customers)
            await SendAsync($$"""{"type":1,"target":"SubscribeCustomer","arguments":["{{customer}}",null]}""", cancellation);
    }

    private Task SendAsync(string message, CancellationToken cancellation) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message + EndOfMessage), WebSocketMessageType.Text, endOfMessage: true, cancellation);

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = SmallBuffer };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

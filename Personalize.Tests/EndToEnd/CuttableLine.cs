using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Personalize.Tests.EndToEnd;

/// <summary>A line between browser and server that can be cut and mended, and that knows how much went over it.</summary>
internal sealed class CuttableLine : IAsyncDisposable
{
    private readonly TcpListener _door = new(IPAddress.Loopback, 0);
    private readonly int _server;
    private readonly ConcurrentDictionary<TcpClient, bool> _open = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _listening;
    private volatile bool _cut;
    private int _refused;
    private long _carried;

    public CuttableLine(Uri server)
    {
        _server = server.Port;
        _door.Start();
        Address = new UriBuilder(server) { Port = ((IPEndPoint)_door.LocalEndpoint).Port }.Uri;
        _listening = ListenAsync();
    }

    /// <summary>The server's, by way of this line.</summary>
    public Uri Address { get; }

    /// <summary>Attempts to get through since the line was cut.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Bytes that have gone over it, both ways.</summary>
    public long Carried => Interlocked.Read(ref _carried);

    public void Cut()
    {
        _refused = 0;
        _cut = true;
        foreach (var client in _open.Keys) client.Close();
    }

    public void Mend() => _cut = false;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _door.Dispose();
        Cut();
        await _listening;
        _end.Dispose();
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16_384];
        while (await from.ReadAsync(buffer, _end.Token) is > 0 and var count)
        {
            Interlocked.Add(ref _carried, count);
            await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var client = await _door.AcceptTcpClientAsync(_end.Token);
                if (_cut)
                {
                    Interlocked.Increment(ref _refused);
                    client.Close();
                    continue;
                }

                _ = CarryAsync(client);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        _open[client] = _open[server] = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
            await Task.WhenAny(CopyAsync(client.GetStream(), server.GetStream()), CopyAsync(server.GetStream(), client.GetStream()));
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
        }
        finally
        {
            _open.TryRemove(client, out _);
            _open.TryRemove(server, out _);
            client.Close();
        }
    }
}

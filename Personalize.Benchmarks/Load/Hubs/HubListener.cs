using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Personalize.Benchmarks.Load.Circuits;
using Personalize.Benchmarks.Load.Posting;

namespace Personalize.Benchmarks.Load.Hubs;

/// <summary>A program that follows the overview at the hub, in SignalR's JSON.</summary>
internal sealed class HubListener : ILiveListener
{
    private const byte EndOfMessage = 0x1e;
    private static readonly byte[] Handshake = [.. """{"protocol":"json","version":1}"""u8, EndOfMessage];
    private static readonly byte[] Subscribe = [.. """{"type":1,"target":"SubscribeOverview","arguments":[null]}"""u8, EndOfMessage];
    private static readonly byte[] Alive = [.. """{"type":6}"""u8, EndOfMessage];

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Telling> _tellings = [];
    private readonly HttpMessageInvoker _line;
    private Task _reading = Task.CompletedTask;
    private long _messageBytes;

    private HubListener() => _line = CountedLine.Open(Traffic);

    public TrafficCount Traffic { get; } = new();

    public long MessageBytes => Interlocked.Read(ref _messageBytes);

    public long DrawnBytes => 0;

    public int Messages
    {
        get
        {
            lock (_tellings) return _tellings.Count;
        }
    }

    public string? Lost { get; private set; }

    /// <returns>A listener that was told where things stand.</returns>
    /// <exception cref="InvalidDataException">The hub refused, or said what was not understood.</exception>
    /// <exception cref="WebSocketException">The connection was refused or broke.</exception>
    public static async Task<ILiveListener> OpenAsync(Uri url, string key, CancellationToken cancellation)
    {
        var listener = new HubListener();
        try
        {
            await listener.ConnectAsync(SocketAddress.Of(url, "hubs/live"), key, cancellation);
            await listener._told.Task.WaitAsync(cancellation);
            return listener;
        }
        catch
        {
            await listener.DisposeAsync();
            throw;
        }
    }

    public bool Knows(AcceptedActivity activity)
    {
        lock (_tellings) return _tellings.Count > 0 && _tellings[^1].Sequence >= activity.Sequence;
    }

    public IReadOnlyList<Telling> Tellings(Func<long, long> sequenceOf)
    {
        lock (_tellings) return [.. _tellings];
    }

    public async Task KeepAliveAsync(CancellationToken cancellation)
    {
        if (Lost is not null) return;
        try
        {
            await SendAsync(Alive, cancellation);
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException)
        {
            // The reader has noticed too, and says why.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _reading;
        _socket.Dispose();
        _line.Dispose();
        _sending.Dispose();
        _leaving.Dispose();
    }

    private async Task ConnectAsync(Uri address, string key, CancellationToken cancellation)
    {
        _socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await _socket.ConnectAsync(address, _line, cancellation);
        await SendAsync(Handshake, cancellation);
        _reading = ReadAsync();
        await SendAsync(Subscribe, cancellation);
    }

    private async Task ReadAsync()
    {
        var (buffer, filled) = (new byte[4 * 1024], 0);
        try
        {
            while (true)
            {
                if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                var part = await _socket.ReceiveAsync(buffer.AsMemory(filled), _leaving.Token);
                if (part.MessageType == WebSocketMessageType.Close) throw new InvalidDataException("The hub closed the connection.");
                filled += part.Count;
                var at = Stopwatch.GetTimestamp();
                int end;
                while ((end = buffer.AsSpan(0, filled).IndexOf(EndOfMessage)) >= 0)
                {
                    Take(buffer.AsMemory(0, end), at);
                    filled -= end + 1;
                    buffer.AsSpan(end + 1, filled).CopyTo(buffer);
                }
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            _told.TrySetCanceled(CancellationToken.None);
        }
        catch (Exception gone) when (gone is WebSocketException or InvalidDataException or IOException or JsonException)
        {
            Lost = gone.Message;
            _told.TrySetException(gone);
            // Nobody may be waiting for it any more.
            _ = _told.Task.Exception;
        }
    }

    private void Take(ReadOnlyMemory<byte> message, long at)
    {
        Interlocked.Add(ref _messageBytes, message.Length + 1);
        using var json = JsonDocument.Parse(message);
        var root = json.RootElement;
        if (root.TryGetProperty("error", out var error)) throw new InvalidDataException($"The hub refused: {error.GetString()}");
        if (!root.TryGetProperty("target", out var target) || target.GetString() != "OverviewChanged") return;
        if (!root.GetProperty("arguments")[0].TryGetProperty("position", out var position))
            throw new InvalidDataException($"The hub told of no position: {Encoding.UTF8.GetString(message.Span)}");
        lock (_tellings) _tellings.Add(new Telling(at, position.GetInt64()));
        _told.TrySetResult();
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }
}

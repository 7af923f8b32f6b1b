using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Personalize.Benchmarks.Load.Posting;

namespace Personalize.Benchmarks.Load.Circuits;

/// <summary>One open page: a circuit of the server's, held by a browser that draws nothing and notes what it is sent.</summary>
/// <remarks>
/// It speaks what blazor.web.js speaks: the SignalR hub of circuits in its own dialect of MessagePack. It takes the socket
/// without negotiating first, acknowledges each render batch and answers each call of the page.
/// </remarks>
internal sealed class CircuitViewer : ILiveListener
{
    private const byte EndOfHandshake = 0x1e;
    private const string StartCall = "1";
    private const long ResultFollows = 3;
    private static readonly byte[] Handshake = [.. """{"protocol":"blazorpack","version":1}"""u8, EndOfHandshake];
    private static readonly byte[] HandshakeAnswer = [.. "{}"u8, EndOfHandshake];

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PackWriter _answers = new();
    private readonly HeadlessBrowser _browser = new();
    private readonly List<Sighting> _sightings = [];
    private readonly List<long> _times = [];
    private readonly HttpMessageInvoker _line;
    private readonly PageMarkers _page;
    private Task _reading = Task.CompletedTask;
    private long _messageBytes;
    private long _renderBytes;
    private int _batches;
    private int _calls;
    private bool _started;
    private bool _asked;

    private CircuitViewer(PageMarkers page)
    {
        _page = page;
        _line = CountedLine.Open(Traffic);
    }

    public TrafficCount Traffic { get; } = new();

    public long MessageBytes => Interlocked.Read(ref _messageBytes);

    public long DrawnBytes => Interlocked.Read(ref _renderBytes);

    public int Messages => Volatile.Read(ref _batches);

    public string? Lost { get; private set; }

    /// <returns>A viewer whose page is drawn.</returns>
    /// <exception cref="InvalidDataException">The server ended the circuit, or said what was not understood.</exception>
    /// <exception cref="WebSocketException">The connection was refused or broke.</exception>
    /// <exception cref="HttpRequestException">There is no page.</exception>
    public static async Task<ILiveListener> OpenAsync(Visitor visitor, SocketCompression compression, CancellationToken cancellation)
    {
        var viewer = new CircuitViewer(PageMarkers.In(await visitor.PageAsync(cancellation)));
        try
        {
            await viewer.ConnectAsync(visitor, compression, cancellation);
            await viewer._drawn.Task.WaitAsync(cancellation);
            return viewer;
        }
        catch
        {
            await viewer.DisposeAsync();
            throw;
        }
    }

    public bool Knows(AcceptedActivity activity)
    {
        lock (_sightings) return _sightings.Exists(sighting => sighting.Times.Contains(activity.Time));
    }

    public IReadOnlyList<Telling> Tellings(Func<long, long> sequenceOf)
    {
        lock (_sightings) return _sightings.ConvertAll(sighting => new Telling(sighting.At, sighting.Times.Max(sequenceOf)));
    }

    public async Task KeepAliveAsync(CancellationToken cancellation)
    {
        if (Lost is not null) return;
        var alive = new PackWriter();
        alive.Alive();
        try
        {
            await SendAsync(alive.Written, cancellation);
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

    private async Task ConnectAsync(Visitor visitor, SocketCompression compression, CancellationToken cancellation)
    {
        _socket.Options.SetRequestHeader("Cookie", visitor.Cookie);
        _socket.Options.KeepAliveInterval = TimeSpan.Zero; // browsers leave it to the messages too
        if (compression == SocketCompression.AsBrowsers) _socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        await _socket.ConnectAsync(visitor.Socket, _line, cancellation);
        await SendAsync(Handshake, cancellation);
        var buffer = new byte[1024];
        var answer = await _socket.ReceiveAsync(buffer.AsMemory(), cancellation);
        if (!buffer.AsSpan(0, answer.Count).SequenceEqual(HandshakeAnswer))
            throw new InvalidDataException($"The server does not speak the language of circuits: {Encoding.UTF8.GetString(buffer, 0, answer.Count)}");
        _reading = ReadAsync();
        var start = new PackWriter();
        start.Call(StartCall, "StartCircuit", visitor.Url.AbsoluteUri, visitor.Url.AbsoluteUri, "[]", _page.State);
        await SendAsync(start.Written, cancellation);
    }

    private async Task ReadAsync()
    {
        var (buffer, filled) = (new byte[16 * 1024], 0);
        try
        {
            while (true)
            {
                if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                var part = await _socket.ReceiveAsync(buffer.AsMemory(filled), _leaving.Token);
                if (part.MessageType == WebSocketMessageType.Close) throw new InvalidDataException("The server closed the connection.");
                filled += part.Count;
                if (!part.EndOfMessage) continue;
                var rest = TakeAll(buffer.AsSpan(0, filled), Stopwatch.GetTimestamp());
                buffer.AsSpan(filled - rest, rest).CopyTo(buffer);
                filled = rest;
                await SendAsync(_answers.Written, _leaving.Token);
                _answers.Clear();
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            _drawn.TrySetCanceled(CancellationToken.None);
        }
        catch (Exception gone) when (gone is WebSocketException or InvalidDataException or IOException)
        {
            Lost = gone.Message;
            _drawn.TrySetException(gone);
            // Nobody may be waiting for it any more.
            _ = _drawn.Task.Exception;
        }
    }

    /// <returns>How many bytes at the end are the beginning of a message that has not come in full.</returns>
    private int TakeAll(ReadOnlySpan<byte> stream, long at)
    {
        while (PackReader.TryCut(stream, out var message, out var used))
        {
            Interlocked.Add(ref _messageBytes, used);
            Take(message, at);
            stream = stream[used..];
        }

        return stream.Length;
    }

    private void Take(ReadOnlySpan<byte> message, long at)
    {
        var reader = new PackReader(message);
        reader.Array();
        switch (reader.Number())
        {
            case 1: // a call of the server's
                reader.NoHeaders();
                reader.Text();
                TakeCall(ref reader, at);
                break;
            case 3: // the answer to a call of ours, of which only the first wants one
                reader.NoHeaders();
                reader.Text();
                if (reader.Number() != ResultFollows || reader.Text() is null) throw new InvalidDataException("The server refused to start a circuit.");
                _started = true;
                AskForComponents();
                break;
            case 7:
                throw new InvalidDataException($"The server ended the circuit: {reader.Text() ?? "without a reason"}");
        }
    }

    private void TakeCall(ref PackReader reader, long at)
    {
        var method = reader.Text();
        reader.Array();
        switch (method)
        {
            case "JS.RenderBatch":
                var number = reader.Number();
                Look(reader.Binary(), at);
                _answers.Call(null, "OnRenderCompleted", number, null);
                break;
            case "JS.BeginInvokeJS":
                Answer(handle: reader.Number(), reader.Text() ?? "", reader.Text(), reader.Number());
                AskForComponents();
                break;
            case "JS.Error":
                throw new InvalidDataException($"The page broke: {reader.Text()}");
        }
    }

    private void Look(ReadOnlySpan<byte> batch, long at)
    {
        Interlocked.Increment(ref _batches);
        Interlocked.Add(ref _renderBytes, batch.Length);
        _times.Clear();
        RenderStrings.CollectTimes(batch, _times);
        lock (_sightings)
        {
            if (_times.Count > 0) _sightings.Add(new Sighting(at, [.. _times]));
        }

        if (_browser.IsKnown) _drawn.TrySetResult();
    }

    private void Answer(long handle, string function, string? arguments, long resultKind)
    {
        var reply = _browser.Reply(function, arguments, resultKind);
        // A page that wants no answer gives the call no number.
        if (handle != 0)
            _answers.Call(null, "EndInvokeJSFromDotNet", handle, true, string.Create(CultureInfo.InvariantCulture, $"[{handle},true,{reply.Result}]"));
        if (reply.Then is { } then)
            _answers.Call(null, "BeginInvokeDotNetFromJS", (++_calls).ToString(CultureInfo.InvariantCulture), null, then.Method, then.Target, then.Arguments);
    }

    private void AskForComponents()
    {
        if (_asked || !_started || !_browser.IsAttached) return;
        _asked = true;
        _answers.Call(null, "UpdateRootComponents", _page.Operations, _page.State);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> messages, CancellationToken cancellation)
    {
        if (messages.IsEmpty) return;
        await _sending.WaitAsync(cancellation);
        try
        {
            await _socket.SendAsync(messages, WebSocketMessageType.Binary, endOfMessage: true, cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <param name="At">When the batch had come in full.</param>
    /// <param name="Times">Ticks of the times that it holds, of which there is at least one.</param>
    private readonly record struct Sighting(long At, long[] Times);
}

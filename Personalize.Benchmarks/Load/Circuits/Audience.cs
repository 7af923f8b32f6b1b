using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;

namespace Personalize.Benchmarks.Load.Circuits;

/// <summary>All viewers of a run.</summary>
internal sealed class Audience : IAsyncDisposable
{
    // More at once would measure how the machine starts pages, not how it holds them.
    private const int OpeningAtOnce = 8;
    private static readonly TimeSpan LongestOpening = TimeSpan.FromSeconds(60);
    // A third of what the server waits for a sign of life.
    private static readonly TimeSpan BetweenSigns = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<CircuitViewer> _viewers = [];
    private readonly ConcurrentQueue<string> _failures = [];
    private readonly CancellationTokenSource _leaving = new();
    private readonly Task _signs;

    private Audience() => _signs = GiveSignsAsync();

    public IReadOnlyCollection<CircuitViewer> Viewers => _viewers;

    /// <summary>Why pages could not be opened, one each.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    public TimeSpan Opening { get; private set; }

    public static async Task<Audience> OpenAsync(Visitor visitor, int count, SocketCompression compression, CancellationToken cancellation)
    {
        var audience = new Audience();
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = OpeningAtOnce, CancellationToken = cancellation },
            async (_, token) => await audience.AddAsync(visitor, compression, token));
        audience.Opening = watch.Elapsed;
        return audience;
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _signs;
        foreach (var viewer in _viewers) await viewer.DisposeAsync();
        _leaving.Dispose();
    }

    private async Task AddAsync(Visitor visitor, SocketCompression compression, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LongestOpening);
        try
        {
            _viewers.Enqueue(await CircuitViewer.OpenAsync(visitor, compression, limit.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            _failures.Enqueue($"It was not drawn within {LongestOpening.TotalSeconds:0} s.");
        }
        catch (Exception failure) when (failure is HttpRequestException or WebSocketException or InvalidDataException or IOException)
        {
            _failures.Enqueue(failure.Message);
        }
    }

    private async Task GiveSignsAsync()
    {
        using var timer = new PeriodicTimer(BetweenSigns);
        try
        {
            while (await timer.WaitForNextTickAsync(_leaving.Token))
            {
                foreach (var viewer in _viewers) await viewer.KeepAliveAsync(_leaving.Token);
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
        }
    }
}

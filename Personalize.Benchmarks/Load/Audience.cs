using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;

namespace Personalize.Benchmarks.Load;

/// <summary>All listeners of one kind.</summary>
internal sealed class Audience : IAsyncDisposable
{
    // More at once would measure how the machine starts pages, not how it holds them.
    private const int OpeningAtOnce = 8;
    private static readonly TimeSpan LongestOpening = TimeSpan.FromSeconds(60);
    // A third of what the server waits for a sign of life.
    private static readonly TimeSpan BetweenSigns = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<ILiveListener> _listeners = [];
    private readonly ConcurrentQueue<string> _failures = [];
    private readonly CancellationTokenSource _leaving = new();
    private readonly Task _signs;

    private Audience() => _signs = GiveSignsAsync();

    public IReadOnlyCollection<ILiveListener> Listeners => _listeners;

    /// <summary>Why listeners did not come, one each.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    public TimeSpan Opening { get; private set; }

    public static async Task<Audience> OpenAsync(int count, Func<CancellationToken, Task<ILiveListener>> open, CancellationToken cancellation)
    {
        var audience = new Audience();
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = OpeningAtOnce, CancellationToken = cancellation },
            async (_, token) => await audience.AddAsync(open, token));
        audience.Opening = watch.Elapsed;
        return audience;
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _signs;
        foreach (var listener in _listeners) await listener.DisposeAsync();
        _leaving.Dispose();
    }

    private async Task AddAsync(Func<CancellationToken, Task<ILiveListener>> open, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LongestOpening);
        try
        {
            _listeners.Enqueue(await open(limit.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            _failures.Enqueue($"It had heard nothing after {LongestOpening.TotalSeconds:0} s.");
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
                foreach (var listener in _listeners) await listener.KeepAliveAsync(_leaving.Token);
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
        }
    }
}

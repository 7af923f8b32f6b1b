using Personalize.Web.Health.Figures;
using Personalize.Web.Shell;

namespace Personalize.Web.Health;

/// <summary>Looks at everything every two seconds, once for all who want to know.</summary>
/// <threadsafety>Read by anybody.</threadsafety>
internal sealed partial class HealthWatch(
    HealthBoard board, FigureSources sources, DatabaseSize size, ProblemLog problems, TimeProvider time, ILogger<HealthWatch> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Older than this, what was seen says nothing any more.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan SizeInterval = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SizeSeen _size = SizeSeen.Never;
    private HealthFigures? _current;

    /// <summary>Raised after each look, on a background thread; handlers must return at once.</summary>
    public event EventHandler? Changed;

    /// <summary>Null before the first look.</summary>
    public HealthFigures? Current => Volatile.Read(ref _current);

    /// <returns>What was seen last; null when that is too long ago to say anything.</returns>
    public async ValueTask<HealthReport?> ReportAsync(CancellationToken cancellation)
    {
        if (board.Current is null)
            await _first.Task.WaitAsync(cancellation);
        var report = board.Current!;
        return time.GetUtcNow() - report.At < Stale ? report : null;
    }

    internal async Task LookAsync(CancellationToken cancellation)
    {
        await board.LookAsync(cancellation);
        _first.TrySetResult();
        Volatile.Write(ref _current, sources.Read(board.Current!, Volatile.Read(ref _size)));
        if (Changed is not { } changed)
            return;
        foreach (var handler in changed.GetInvocationList().Cast<EventHandler>())
        {
            try
            {
                handler(this, EventArgs.Empty);
            }
            catch (Exception problem)
            {
                LogFailed(problem);
            }
        }
    }

    internal async Task MeasureAsync(CancellationToken cancellation)
    {
        var before = Volatile.Read(ref _size);
        try
        {
            Volatile.Write(ref _size, new SizeSeen(await size.BytesAsync(cancellation), time.GetUtcNow(), Problem: null));
        }
        catch (Exception away) when (!cancellation.IsCancellationRequested)
        {
            // Told once, as it stays the same until the database is back.
            Volatile.Write(ref _size, before with { Problem = before.Problem ?? problems.Report(away, "The size of the database") });
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await Task.WhenAll(EveryAsync(Interval, LookAsync, stoppingToken), EveryAsync(SizeInterval, MeasureAsync, stoppingToken));
    }

    private async Task EveryAsync(TimeSpan interval, Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        // Between two looks, not from beginning to beginning: a look that takes long is not followed by the next at once.
        for (; ; await Task.Delay(interval, time, stopping))
        {
            try
            {
                await work(stopping);
            }
            catch (Exception problem) when (!stopping.IsCancellationRequested)
            {
                LogFailed(problem);
            }
        }
    }

    [LoggerMessage(133, LogLevel.Error, "A look at the server's health failed; the next comes in a moment")]
    private partial void LogFailed(Exception problem);
}

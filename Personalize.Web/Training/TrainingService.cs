using System.Threading.Channels;
using Personalize.Engine;

namespace Personalize.Web.Training;

/// <summary>Retrains in the background: on a timer, on demand, after an import. Ten requests are one run.</summary>
/// <remarks>A failed run changes nothing: the models that serve go on serving, and the status says what went wrong.</remarks>
public sealed partial class TrainingService : BackgroundService
{
    /// <summary>How often the timer looks whether there is anything new to learn.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>The same while nothing serves yet, because the first training failed.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(15);

    private readonly IModelWorkshop _workshop;
    private readonly ModelHolder _holder;
    private readonly TimeProvider _time;
    private readonly ILogger<TrainingService> _log;
    private readonly Channel<string> _requests = Channel.CreateBounded<string>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private TrainingStatus _status = new(Running: null, Last: null, NextAt: null);
    private DataMark? _learnt;
    private CancellationTokenSource? _running;

    internal TrainingService(IModelWorkshop workshop, ModelHolder holder, TimeProvider time, ILogger<TrainingService> log)
    {
        _workshop = workshop;
        _holder = holder;
        _time = time;
        _log = log;
    }

    /// <summary>Raised whenever <see cref="Status"/> changes, on a background thread; handlers must return at once.</summary>
    public event EventHandler? StatusChanged;

    public TrainingStatus Status => Volatile.Read(ref _status);

    /// <param name="reason">"import", "manual" or "timer".</param>
    public void Request(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        _requests.Writer.TryWrite(reason);
    }

    /// <summary>Ends what runs, before it changes anything; the timer begins anew where there is still something to learn.</summary>
    /// <returns>False when nothing runs.</returns>
    public bool Cancel()
    {
        if (Volatile.Read(ref _running) is not { } running) return false;
        try
        {
            running.Cancel();
            return true;
        }
        catch (ObjectDisposedException)
        {
            // It ended of itself in this moment.
            return false;
        }
    }

    /// <summary>Serves the newest saved models at once, and trains when they are out of date or missing: where nothing serves, first what is quick.</summary>
    internal async Task StartUpAsync(CancellationToken cancellation)
    {
        var loaded = await LoadAsync(cancellation);
        if (loaded is null) await RunAsync("start", TrainingDepth.Quick, cancellation);
        if (loaded is { IsCurrent: false } || _holder.Current is { IsDraft: true }) await RunAsync("start", TrainingDepth.Full, cancellation);
        else if (loaded is not null) _learnt = await _workshop.MarkAsync(cancellation);
    }

    /// <summary>Waits for a request or the timer, and trains if there is a reason to.</summary>
    internal async Task StepAsync(CancellationToken cancellation)
    {
        var reason = await NextReasonAsync(cancellation);
        if (reason != "timer" || await HasNewsAsync(cancellation)) await RunAsync(reason, TrainingDepth.Full, cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await GuardAsync(StartUpAsync, stoppingToken);
            while (!stoppingToken.IsCancellationRequested) await GuardAsync(StepAsync, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task GuardAsync(Func<CancellationToken, Task> step, CancellationToken cancellation)
    {
        try
        {
            await step(cancellation);
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested)
        {
            // Such as a database that is away when the timer asks for news: the next turn asks again.
            LogStepFailed(problem);
        }
    }

    private async Task<LoadedModels?> LoadAsync(CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        var loaded = await _workshop.LoadServingAsync(cancellation);
        if (loaded is null) return null;
        _holder.Publish(loaded.Models);
        Set(_status with { Last = Finished(loaded.Models.Set.Version, loaded.Reason, start, problem: null) });
        LogLoaded(loaded.Models.Set.Version);
        return loaded;
    }

    private async Task<string> NextReasonAsync(CancellationToken cancellation)
    {
        if (_requests.Reader.TryRead(out var waiting)) return waiting;
        var wait = _holder.Current is null ? RetryInterval : Interval;
        Set(_status with { NextAt = _time.GetUtcNow() + wait });
        using var timer = new CancellationTokenSource(wait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            return await _requests.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "timer";
        }
    }

    private async Task<bool> HasNewsAsync(CancellationToken cancellation) =>
        _learnt is null || await _workshop.MarkAsync(cancellation) != _learnt;

    private async Task RunAsync(string reason, TrainingDepth depth, CancellationToken cancellation)
    {
        var (start, startedAt) = (_time.GetTimestamp(), _time.GetUtcNow());
        var running = new RunningTraining(reason, "reading", 0, startedAt);
        using var run = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Volatile.Write(ref _running, run);
        Set(_status with { Running = running, NextAt = null });
        LastTraining? last = _status.Last;
        try
        {
            // Taken before reading: what comes in meanwhile counts as news afterwards.
            var mark = await _workshop.MarkAsync(run.Token);
            var (models, promotion) = await _workshop.TrainAsync(reason, depth, new StageProgress(Show), run.Token);
            // From here on it cannot be ended any more.
            Volatile.Write(ref _running, null);
            if (promotion.Serves) _holder.Publish(models);
            // After a draft there is more to learn from the same data.
            _learnt = models.IsDraft ? null : mark;
            last = Finished(models.Set.Version, reason, start, problem: null) with
            {
                Rejected = promotion.Serves ? null : promotion.Why,
                Losses = running.Losses,
            };
            LogTrained(models.Set.Version, models.Set.Customers.Count, models.Set.Items.Count, last.Took.TotalSeconds);
            if (!promotion.Serves) LogRejected(models.Set.Version, promotion.Why);
        }
        catch (OperationCanceledException) when (run.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            LogCancelled(reason);
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested)
        {
            // What went wrong may name paths and rows: it is for the log alone.
            var id = Guid.CreateVersion7(_time.GetUtcNow()).ToString("N")[^10..];
            LogTrainingFailed(reason, id, problem);
            last = Finished(_holder.Current?.Set.Version ?? 0, reason, start, $"The training failed (log id {id}).");
        }
        finally
        {
            Volatile.Write(ref _running, null);
            Set(_status with { Running = null, Last = last });
        }

        void Show(StageReport report)
        {
            running = running.After(report);
            Set(_status with { Running = running });
        }
    }

    private LastTraining Finished(long version, string reason, long start, string? problem) =>
        new(version, reason, _time.GetUtcNow(), _time.GetElapsedTime(start), problem);

    private void Set(TrainingStatus status)
    {
        Volatile.Write(ref _status, status);
        if (StatusChanged is not { } changed) return;
        foreach (var handler in changed.GetInvocationList().Cast<EventHandler>())
        {
            try
            {
                handler(this, EventArgs.Empty);
            }
            catch (Exception problem)
            {
                LogHandlerFailed(problem);
            }
        }
    }

    /// <summary>Reports on the training's own thread, in order; <see cref="Progress{T}"/> would hand over to any.</summary>
    private sealed class StageProgress(Action<StageReport> show) : IProgress<StageReport>
    {
        public void Report(StageReport value) => show(value);
    }

    [LoggerMessage(400, LogLevel.Information, "Serving saved models, version {Version}")]
    private partial void LogLoaded(long version);

    [LoggerMessage(401, LogLevel.Information, "Trained version {Version} on {Customers} customers and {Items} items in {Seconds:0.0} s")]
    private partial void LogTrained(long version, int customers, int items, double seconds);

    [LoggerMessage(405, LogLevel.Warning, "Version {Version}: {Why} Those before it go on serving")]
    private partial void LogRejected(long version, string why);

    [LoggerMessage(406, LogLevel.Information, "Training ({Reason}) was cancelled; the models that serve go on serving")]
    private partial void LogCancelled(string reason);

    [LoggerMessage(402, LogLevel.Error, "Training ({Reason}) failed ({ProblemId}); the models that serve go on serving")]
    private partial void LogTrainingFailed(string reason, string problemId, Exception problem);

    [LoggerMessage(403, LogLevel.Error, "A reader of the training status failed; the others go on")]
    private partial void LogHandlerFailed(Exception problem);

    [LoggerMessage(404, LogLevel.Error, "The training loop met a problem; it goes on")]
    private partial void LogStepFailed(Exception problem);
}

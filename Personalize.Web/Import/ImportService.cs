using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Personalize.Data.Accounts;
using Personalize.Data.Imports;
using Personalize.Web.Import.Running;

namespace Personalize.Web.Import;

/// <summary>Runs imports one after another on the server, whether or not anybody watches.</summary>
public sealed class ImportService : IDisposable
{
    /// <summary>Ended imports whose columns are still remembered; the tables keep the rest.</summary>
    private const int RememberedColumns = 50;
    private static readonly TimeSpan TellInterval = TimeSpan.FromMilliseconds(250);

    private readonly ImportStore _store;
    private readonly TimeProvider _clock;
    private readonly int _maxQueued;
    private readonly Channel<ImportJob> _queue = Channel.CreateUnbounded<ImportJob>();
    private readonly ConcurrentDictionary<Guid, ImportJob> _active = [];
    private readonly ConcurrentDictionary<Guid, (IReadOnlyDictionary<string, string> Columns, long Cleared)> _columns = [];
    private readonly SemaphoreSlim _submitting = new(1, 1);
    private int _arriving;
    private long _toldAt;

    internal ImportService(ImportStore store, IOptions<ImportOptions> options, TimeProvider clock) =>
        (_store, _clock, _maxQueued) = (store, clock, options.Value.MaxQueued);

    /// <summary>Raised when a report moves, at most a few times a second, on a background thread; handlers must return at once.</summary>
    public event EventHandler<Guid>? Progressed;

    /// <summary>Files that wait or are being read.</summary>
    internal int ActiveCount => _active.Count;

    /// <summary>Files that may arrive, wait or be read at a time.</summary>
    internal int Capacity => _maxQueued;

    /// <summary>How long the file that came first has been here; null when there is none.</summary>
    internal TimeSpan? OldestAge => _active.Values.Select(job => (DateTimeOffset?)job.Row.CreatedAt).Min() is { } oldest
        ? _clock.GetUtcNow() - oldest
        : null;

    public async Task<ImportReport?> FindAsync(Actor actor, Guid id, CancellationToken cancellation)
    {
        actor.Demand(Right.ImportFiles);
        if (_active.TryGetValue(id, out var job))
            return Masked(job, actor);
        if (await _store.FindAsync(id, cancellation) is not { } row)
            return null;
        var (columns, cleared) = _columns.TryGetValue(id, out var known) ? known : (new Dictionary<string, string>(), 0);
        var report = ImportReport.Of(row) with
        {
            Reasons = await _store.ReasonsAsync(id, cancellation),
            Rejections = await _store.RejectionsAsync(id, ImportReport.RejectionLimit, cancellation),
            Columns = columns,
            Cleared = cleared,
        };
        return ReportMask.Apply(report, actor, await _store.BringerAsync(id, cancellation));
    }

    /// <returns>Newest first.</returns>
    public async Task<IReadOnlyList<ImportReport>> RecentAsync(Actor actor, int count, CancellationToken cancellation)
    {
        actor.Demand(Right.ImportFiles);
        var rows = await _store.RecentAsync(count, cancellation);
        return [.. rows.Select(row => _active.TryGetValue(row.Id, out var job) ? Masked(job, actor) : ImportReport.Of(row))];
    }

    /// <summary>Stops a queued or running import; what it stored stays, and running it again is safe.</summary>
    /// <returns>False when it is not queued or running.</returns>
    public async Task<bool> CancelAsync(Actor actor, Guid id, CancellationToken cancellation)
    {
        actor.Demand(Right.ImportFiles);
        if (!_active.TryGetValue(id, out var job))
            return false;
        await _store.NoteCancelAsync(actor, job.Row, cancellation);
        job.Cancel();
        await job.Ended.WaitAsync(cancellation);
        return true;
    }

    /// <summary>Takes one of the places for files that arrive, wait or run; asked before a hundred megabytes are received in vain.</summary>
    /// <returns>To be disposed of once the file is queued or gone; null when all places are taken.</returns>
    internal IDisposable? TryTakePlace()
    {
        if (Interlocked.Increment(ref _arriving) + _active.Count <= _maxQueued)
            return new Place(this);
        Interlocked.Decrement(ref _arriving);
        return null;
    }

    /// <summary>Queues a file, for which a place was taken, and owns it from then on; in the other cases the caller deletes it.</summary>
    internal async Task<SubmitResult> SubmitAsync(
        Actor actor, UploadedFile file, RepeatedFile repeated, CancellationToken cancellation)
    {
        actor.Demand(Right.ImportFiles);
        // One at a time, so that the same content sent twice at once is imported once.
        await _submitting.WaitAsync(cancellation);
        try
        {
            if (_active.Values.FirstOrDefault(job => job.File.ContentHash == file.ContentHash) is { } same)
                return new SubmitResult.Underway(same);
            if (repeated == RepeatedFile.IsKnown && await _store.FindSucceededAsync(file.ContentHash, cancellation) is { } done)
                return new SubmitResult.Known(done.Id);
            var row = await _store.BeginAsync(actor, file.DisplayName, file.Length, file.ContentHash, cancellation);
            var job = new ImportJob(actor, row, file, _clock);
            _active[row.Id] = job;
            _queue.Writer.TryWrite(job);
            TellAtOnce(row.Id);
            return new SubmitResult.Queued(job);
        }
        finally
        {
            _submitting.Release();
        }
    }

    public void Dispose() => _submitting.Dispose();

    internal IAsyncEnumerable<ImportJob> QueuedAsync(CancellationToken cancellation) => _queue.Reader.ReadAllAsync(cancellation);

    internal void Finish(ImportJob job)
    {
        if (_columns.Count >= RememberedColumns)
            _columns.Clear();
        _columns[job.Row.Id] = (job.Columns, job.Cleared);
        _active.TryRemove(job.Row.Id, out _);
        Uploads.Delete(job.File.Path);
        job.End();
        job.Dispose();
        TellAtOnce(job.Row.Id);
    }

    internal void Tell(Guid id)
    {
        if (_clock.GetElapsedTime(_toldAt) >= TellInterval)
            TellAtOnce(id);
    }

    private static ImportReport Masked(ImportJob job, Actor actor) =>
        ReportMask.Apply(job.Report(), actor, new ImportBringer(job.Actor.Kind, job.Actor.Id));

    private void TellAtOnce(Guid id)
    {
        _toldAt = _clock.GetTimestamp();
        Progressed?.Invoke(this, id);
    }

    private sealed class Place(ImportService imports) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref imports._arriving);
    }
}

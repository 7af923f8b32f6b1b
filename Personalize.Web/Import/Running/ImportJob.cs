using Personalize.Data.Accounts;
using Personalize.Data.Imports;

namespace Personalize.Web.Import.Running;

/// <summary>An import that waits or runs, with what its watchers want to know. Written by its run, read by anybody.</summary>
internal sealed class ImportJob(Actor actor, Data.Imports.Import row, UploadedFile file, TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _startedAt;

    /// <summary>Who brought the file; what the import changes is written down as theirs.</summary>
    public Actor Actor { get; } = actor with { Source = ActionSource.Import };
    public Data.Imports.Import Row => row;
    public UploadedFile File => file;
    public ImportTally Tally { get; } = new();
    public CancellationToken Cancelled => _cancel.Token;

    /// <summary>Ends when the import has, whichever way.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Share of the file that is read, asked while it runs.</summary>
    public Func<double> Read { get; set; } = static () => 0;
    public IReadOnlyDictionary<string, string> Columns { get; set; } = new Dictionary<string, string>();

    /// <summary>Customers of whom empty cells erased something that was known.</summary>
    public long Cleared { get; set; }

    public void Start()
    {
        _startedAt = clock.GetTimestamp();
        row.State = ImportState.Running;
        row.StartedAt = clock.GetUtcNow();
    }

    public void Cancel()
    {
        try
        {
            _cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended meanwhile.
        }
    }

    public void End() => _ended.TrySetResult();

    public void Dispose() => _cancel.Dispose();

    public ImportReport Report()
    {
        var (reasons, first) = Tally.Snapshot();
        var running = row.State == ImportState.Running;
        var fraction = Read();
        var elapsed = running ? clock.GetElapsedTime(_startedAt) : TimeSpan.Zero;
        return ImportReport.Of(row) with
        {
            Fraction = running ? fraction : ImportReport.FractionOf(row.State),
            RowsPerSecond = elapsed > TimeSpan.FromSeconds(1) && row.RowsRead > 0 ? row.RowsRead / elapsed.TotalSeconds : null,
            Remaining = elapsed > TimeSpan.FromSeconds(1) && fraction is > 0.02 and < 1 ? elapsed * ((1 - fraction) / fraction) : null,
            Reasons = reasons,
            Rejections = first,
            Columns = Columns,
            Cleared = Cleared,
        };
    }
}

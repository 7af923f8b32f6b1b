using Personalize.Data.Imports;

namespace Personalize.Web.Import;

/// <summary>An import as pages and the API show it, moving while it runs.</summary>
public sealed record ImportReport
{
    public required Guid Id { get; init; }
    public required string FileName { get; init; }
    public required long FileSize { get; init; }
    public required ImportKind Kind { get; init; }
    public required ImportState State { get; init; }

    /// <summary>Share of the file that is worked through, in [0, 1].</summary>
    public required double Fraction { get; init; }
    public required long RowsRead { get; init; }
    public double? RowsPerSecond { get; init; }
    public TimeSpan? Remaining { get; init; }
    public required long Created { get; init; }
    public required long Updated { get; init; }
    public required long Unchanged { get; init; }
    public required long Rejected { get; init; }
    public long NewCustomers { get; init; }
    public long NewItems { get; init; }
    public string? FailureCode { get; init; }
    public string? FailureMessage { get; init; }
    public IReadOnlyList<ImportReasonCount> Reasons { get; init; } = [];

    /// <summary>The first 100 refused rows.</summary>
    public IReadOnlyList<ImportRejection> Rejections { get; init; } = [];
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>"Customer id", "Quantity": how the columns of the sheet were understood, sheet header → field.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();
}

/// <summary>Runs imports one after another on the server, whether or not anybody watches.</summary>
public sealed class ImportService
{
    /// <summary>Raised when a report moves, at most a few times a second, on a background thread; handlers must return at once.</summary>
    public event EventHandler<Guid>? Progressed { add => throw new NotImplementedException(); remove => throw new NotImplementedException(); }

    public Task<ImportReport?> FindAsync(Guid id, CancellationToken cancellation) => throw new NotImplementedException();

    /// <returns>Newest first.</returns>
    public Task<IReadOnlyList<ImportReport>> RecentAsync(int count, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Stops a queued or running import; what it stored stays, and running it again is safe.</summary>
    public Task<bool> CancelAsync(Guid id, CancellationToken cancellation) => throw new NotImplementedException();
}

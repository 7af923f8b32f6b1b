using Personalize.Data.Imports;

namespace Personalize.Web.Import;

/// <summary>An import as pages and the API show it, moving while it runs.</summary>
public sealed record ImportReport
{
    /// <summary>Refused rows that a report shows whole.</summary>
    public const int RejectionLimit = 100;

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

    /// <summary>Columns whose cells are left out of the refused rows, because the reader may not see them.</summary>
    public IReadOnlyList<string> MaskedColumns { get; init; } = [];
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>"Customer id", "Quantity": how the columns of the sheet were understood, sheet header → field.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Customers, among the updated ones, of whom empty cells erased something. Like the columns, known until the server restarts.</summary>
    public long Cleared { get; init; }

    internal static ImportReport Of(Data.Imports.Import row) => new()
    {
        Id = row.Id,
        FileName = row.FileName,
        FileSize = row.FileSize,
        Kind = row.Kind,
        State = row.State,
        Fraction = FractionOf(row.State),
        RowsRead = row.RowsRead,
        RowsPerSecond = row is { StartedAt: { } started, FinishedAt: { } finished } && finished > started ? row.RowsRead / (finished - started).TotalSeconds : null,
        Created = row.Created,
        Updated = row.Updated,
        Unchanged = row.Unchanged,
        Rejected = row.Rejected,
        NewCustomers = row.NewCustomers,
        NewItems = row.NewItems,
        FailureCode = row.FailureCode,
        FailureMessage = row.FailureMessage,
        CreatedAt = row.CreatedAt,
        StartedAt = row.StartedAt,
        FinishedAt = row.FinishedAt,
    };

    internal static double FractionOf(ImportState state) => state == ImportState.Succeeded ? 1 : 0;
}

namespace Personalize.Data.Imports;

public enum ImportKind
{
    Unknown,
    Users,
    Transactions,
}

public enum ImportState
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,

    /// <summary>The server stopped while it ran; running it again is safe.</summary>
    Interrupted,
}

/// <summary>One file that somebody brought, and what became of it.</summary>
public sealed class Import
{
    public Guid Id { get; set; }

    /// <summary>Cleaned for display; never used as a path.</summary>
    public required string FileName { get; set; }
    public long FileSize { get; set; }

    /// <summary>Lower-case hex SHA-256 of the content; the same content is imported once.</summary>
    public required string ContentHash { get; set; }
    public ImportKind Kind { get; set; }
    public ImportState State { get; set; }

    public long RowsRead { get; set; }
    public long Created { get; set; }
    public long Updated { get; set; }
    public long Unchanged { get; set; }
    public long Rejected { get; set; }

    /// <summary>For transactions: customers and items that the file brought.</summary>
    public long NewCustomers { get; set; }
    public long NewItems { get; set; }

    /// <summary>Code of the failure ("file_bomb") and words for people; null unless failed.</summary>
    public string? FailureCode { get; set; }
    public string? FailureMessage { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
}

/// <summary>Rows of one import refused for one reason; the first few are kept whole.</summary>
public sealed class ImportRejection
{
    public long Id { get; set; }
    public Guid ImportId { get; set; }

    /// <summary>1-based row number in the sheet, header included.</summary>
    public long Row { get; set; }
    public required string Column { get; set; }

    /// <summary>Stable code: "age_range", "customer_missing".</summary>
    public required string Code { get; set; }
    public required string Message { get; set; }

    /// <summary>The offending value, cut to 200 characters.</summary>
    public string? Value { get; set; }
}

/// <summary>How many rows of one import were refused for one reason.</summary>
public sealed class ImportReasonCount
{
    public Guid ImportId { get; set; }
    public required string Code { get; set; }
    public required string Message { get; set; }
    public long Count { get; set; }
}

using System.Globalization;
using System.Text.Json.Serialization;
using Personalize.Data.Imports;

namespace Personalize.Web.Import;

/// <summary>A reason for which rows were refused, and how many.</summary>
internal sealed record ReasonAnswer(string Code, string Message, long Count);

/// <summary>A refused row.</summary>
internal sealed record RejectionAnswer(long Row, string Column, string Code, string Message, string? Value);

/// <summary>An import on the wire.</summary>
internal sealed record ImportAnswer(
    Guid ImportId, string FileName, long FileSize, ImportKind Kind, ImportState State, double Fraction, long RowsRead, double? RowsPerSecond,
    double? RemainingSeconds, long Created, long Updated, long Unchanged, long Rejected, long NewCustomers, long NewItems,
    string? FailureCode, string? FailureMessage, IReadOnlyList<ReasonAnswer> Reasons, IReadOnlyList<RejectionAnswer> Rejections,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, IReadOnlyDictionary<string, string> Columns)
{
    /// <summary>Columns whose refused cells are null because the caller may not see them; absent when nothing is hidden.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? MaskedColumns { get; init; }

    public static ImportAnswer Of(ImportReport report) => new(
        report.Id, report.FileName, report.FileSize, report.Kind, report.State, report.Fraction, report.RowsRead, report.RowsPerSecond,
        report.Remaining?.TotalSeconds, report.Created, report.Updated, report.Unchanged, report.Rejected, report.NewCustomers, report.NewItems,
        report.FailureCode, report.FailureMessage, ReasonsOf(report), RejectionsOf(report),
        report.CreatedAt, report.StartedAt, report.FinishedAt, report.Columns)
    {
        MaskedColumns = MaskedOf(report),
    };

    public static IReadOnlyList<string>? MaskedOf(ImportReport report) => report.MaskedColumns.Count == 0 ? null : report.MaskedColumns;

    public static IReadOnlyList<ReasonAnswer> ReasonsOf(ImportReport report) =>
        [.. report.Reasons.Select(reason => new ReasonAnswer(reason.Code, reason.Message, reason.Count))];

    public static IReadOnlyList<RejectionAnswer> RejectionsOf(ImportReport report) =>
        [.. report.Rejections.Select(row => new RejectionAnswer(row.Row, row.Column, row.Code, row.Message, row.Value))];
}

/// <summary>The answer to an upload whose import has ended: the specification's message, and what it leaves out.</summary>
/// <param name="AlreadyImported">The same content was imported before, so that nothing was done now.</param>
internal sealed record UploadAnswer(
    string Message, Guid ImportId, ImportKind Kind, bool AlreadyImported, long RowsRead, long Created, long Updated, long Unchanged, long Rejected,
    long NewCustomers, long NewItems, IReadOnlyList<ReasonAnswer> Reasons, IReadOnlyList<RejectionAnswer> Rejections)
{
    /// <summary>Columns whose refused cells are null because the caller may not see them; absent when nothing is hidden.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? MaskedColumns { get; init; }

    public static UploadAnswer Of(ImportReport report)
    {
        var accepted = report.Created + report.Updated + report.Unchanged;
        var what = report.Kind == ImportKind.Transactions
            ? $"{accepted} transactions, {report.NewCustomers} new users"
            : $"{accepted} users";
        return new(
            $"Successfully imported {what}", report.Id, report.Kind, AlreadyImported: false, report.RowsRead, report.Created, report.Updated,
            report.Unchanged, report.Rejected, report.NewCustomers, report.NewItems, ImportAnswer.ReasonsOf(report), ImportAnswer.RejectionsOf(report))
        {
            MaskedColumns = ImportAnswer.MaskedOf(report),
        };
    }

    public static UploadAnswer Repeated(ImportReport first) => Of(first) with
    {
        Message = string.Create(
            CultureInfo.InvariantCulture,
            $"Successfully imported 0 {(first.Kind == ImportKind.Transactions ? "transactions" : "users")}: this file was imported on {first.CreatedAt.UtcDateTime:yyyy-MM-dd}; send it with again=true to import it once more"),
        AlreadyImported = true,
        Created = 0,
        Updated = 0,
        Unchanged = first.Created + first.Updated + first.Unchanged,
        NewCustomers = 0,
        NewItems = 0,
    };
}

/// <summary>The answer to an upload whose import goes on without the caller.</summary>
internal sealed record UploadAccepted(string Message, Guid ImportId);

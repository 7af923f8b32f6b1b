using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Personalize.Data.Audit;

/// <summary>
/// A stretch of the chain that was written with one secret. There is one, until the keys that seal its secret are lost and
/// <see cref="AuditRenewal"/> begins another; the row of the old secret stays, in case the keys are found again.
/// </summary>
/// <param name="First">Number of its first entry; it lasts until the next segment begins.</param>
/// <param name="Secret">Null when it cannot be opened.</param>
internal sealed record ChainSegment(long First, byte[]? Secret)
{
    public const string Id = "chain";
    private const string LaterId = Id + "-";

    public static string IdOf(long first) => LaterId + first.ToString(CultureInfo.InvariantCulture);

    /// <returns>Null for a row that holds no secret of the chain.</returns>
    public static long? FirstOf(SubjectKey row) => row.SubjectId switch
    {
        _ when row.SubjectKind != Subjects.Audit => null,
        Id => 1,
        _ when row.SubjectId.StartsWith(LaterId, StringComparison.Ordinal)
            && long.TryParse(row.SubjectId[LaterId.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var first) => first,
        _ => null,
    };

    /// <returns>The sealed secrets in the order of their entries.</returns>
    public static async Task<IReadOnlyList<SubjectKey>> RowsAsync(PersonalizeDb db, CancellationToken cancellation)
    {
        var rows = await db.SubjectKeys.AsNoTracking().Where(key => key.SubjectKind == Subjects.Audit).ToListAsync(cancellation);
        return [.. rows.Where(row => FirstOf(row) is not null).OrderBy(FirstOf).ThenBy(row => row.SubjectId, StringComparer.Ordinal)];
    }
}

using Microsoft.EntityFrameworkCore;

namespace Personalize.Data.Audit;

/// <summary>Reads entries in their order, also those that somebody has filled with what cannot be read.</summary>
internal static class AuditRows
{
    /// <param name="page">Which entries, in which order.</param>
    /// <returns>Number and entry; the entry is null where a column holds what no entry can hold.</returns>
    public static async Task<IReadOnlyList<(long Sequence, AuditEntry? Entry)>> ReadAsync(
        IQueryable<AuditEntry> page, CancellationToken cancellation)
    {
        try
        {
            var entries = await page.AsNoTracking().ToListAsync(cancellation);
            return [.. entries.Select(entry => (entry.Sequence, (AuditEntry?)entry))];
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            return await OneByOneAsync(page, cancellation);
        }
    }

    /// <returns>The next ones of the whole chain.</returns>
    public static Task<IReadOnlyList<(long Sequence, AuditEntry? Entry)>> AfterAsync(
        PersonalizeDb db, long after, int count, CancellationToken cancellation) =>
        ReadAsync(db.AuditEntries.Where(entry => entry.Sequence > after).OrderBy(entry => entry.Sequence).Take(count), cancellation);

    private static async Task<IReadOnlyList<(long, AuditEntry?)>> OneByOneAsync(IQueryable<AuditEntry> page, CancellationToken cancellation)
    {
        var entries = new List<(long, AuditEntry?)>();
        foreach (var number in await page.Select(entry => entry.Sequence).ToListAsync(cancellation))
        {
            try
            {
                entries.Add((number, await page.AsNoTracking().SingleAsync(entry => entry.Sequence == number, cancellation)));
            }
            catch (Exception unreadable) when (IsUnreadable(unreadable))
            {
                entries.Add((number, null));
            }
        }

        return entries;
    }

    // A word that is none of the enumeration's, a text that is no time, nothing where something must be.
    private static bool IsUnreadable(Exception problem) =>
        problem is FormatException or InvalidCastException or ArgumentException or OverflowException
        || (problem is InvalidOperationException && problem is not ObjectDisposedException && problem.InnerException is not System.Data.Common.DbException);
}

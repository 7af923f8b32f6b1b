using Microsoft.EntityFrameworkCore;

namespace Personalize.Data.Audit;

/// <summary>Reads entries in their order, also those that somebody has filled with what cannot be read.</summary>
internal static class AuditRows
{
    /// <returns>Number and entry; the entry is null where a column holds what no entry can hold.</returns>
    public static async Task<IReadOnlyList<(long Sequence, AuditEntry? Entry)>> ReadAsync(
        PersonalizeDb db, long after, int count, CancellationToken cancellation)
    {
        try
        {
            var entries = await db.AuditEntries.AsNoTracking()
                .Where(entry => entry.Sequence > after)
                .OrderBy(entry => entry.Sequence)
                .Take(count)
                .ToListAsync(cancellation);
            return [.. entries.Select(entry => (entry.Sequence, (AuditEntry?)entry))];
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            return await OneByOneAsync(db, after, count, cancellation);
        }
    }

    private static async Task<IReadOnlyList<(long, AuditEntry?)>> OneByOneAsync(
        PersonalizeDb db, long after, int count, CancellationToken cancellation)
    {
        var numbers = await db.AuditEntries
            .Where(entry => entry.Sequence > after)
            .OrderBy(entry => entry.Sequence)
            .Select(entry => entry.Sequence)
            .Take(count)
            .ToListAsync(cancellation);
        var page = new List<(long, AuditEntry?)>(numbers.Count);
        foreach (var number in numbers)
        {
            try
            {
                page.Add((number, await db.AuditEntries.AsNoTracking().SingleAsync(entry => entry.Sequence == number, cancellation)));
            }
            catch (Exception unreadable) when (IsUnreadable(unreadable))
            {
                page.Add((number, null));
            }
        }

        return page;
    }

    // A word that is none of the enumeration's, a text that is no time, nothing where something must be.
    private static bool IsUnreadable(Exception problem) =>
        problem is FormatException or InvalidCastException or ArgumentException or OverflowException
        || (problem is InvalidOperationException && problem is not ObjectDisposedException && problem.InnerException is not System.Data.Common.DbException);
}

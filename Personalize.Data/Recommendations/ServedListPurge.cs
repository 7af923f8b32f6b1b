using Microsoft.EntityFrameworkCore;

namespace Personalize.Data.Recommendations;

public static class ServedListPurge
{
    /// <summary>Erases the oldest of the lists served before an instant, in one transaction.</summary>
    /// <param name="most">Bounds the transaction, since others wait for it; call again while this many were erased.</param>
    /// <returns>How many were erased.</returns>
    public static async Task<int> PurgeServedListsAsync(
        this PersonalizeDb db, DateTimeOffset servedBefore, int most, CancellationToken cancellation)
    {
        await using var transaction = await db.BeginWriteAsync(cancellation);
        var due = await db.ServedLists
            .Where(list => list.ServedAt < servedBefore)
            .OrderBy(list => list.ServedAt)
            .Select(list => list.Id)
            .Take(most)
            .ToListAsync(cancellation);
        var erased = await db.ServedLists.Where(list => due.Contains(list.Id)).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return erased;
    }
}

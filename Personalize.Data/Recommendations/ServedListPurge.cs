using Microsoft.EntityFrameworkCore;

namespace Personalize.Data.Recommendations;

public static class ServedListPurge
{
    /// <summary>Erases the oldest of what was served before an instant, with the lists and shelves that nothing needs then, in one transaction.</summary>
    /// <param name="most">Bounds the transaction, since others wait for it; call again while this many were erased.</param>
    /// <returns>How many servings or lists were erased, whichever is more.</returns>
    public static async Task<int> PurgeServedListsAsync(
        this PersonalizeDb db, DateTimeOffset servedBefore, int most, CancellationToken cancellation)
    {
        await using var transaction = await db.BeginWriteAsync(cancellation);
        var due = await db.ServedLists
            .Where(served => served.ServedAt < servedBefore)
            .OrderBy(served => served.ServedAt)
            .Select(served => served.Id)
            .Take(most)
            .ToListAsync(cancellation);
        var servings = await db.ServedLists.Where(served => due.Contains(served.Id)).ExecuteDeleteAsync(cancellation);

        // A list is served only after it was made, and to one customer: what that customer was served since tells whether it is needed.
        var left = await db.MadeLists
            .Where(list => list.MadeAt < servedBefore && !db.ServedLists.Any(served =>
                served.CustomerId == list.CustomerId && served.ServedAt >= list.MadeAt && served.ListId == list.Id))
            .OrderBy(list => list.MadeAt)
            .Select(list => list.Id)
            .Take(most)
            .ToListAsync(cancellation);
        var lists = await db.MadeLists.Where(list => left.Contains(list.Id)).ExecuteDeleteAsync(cancellation);
        if (lists > 0)
            await db.ListShelves.Where(shelf => !db.MadeLists.Any(list => list.ShelfId == shelf.Id)).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Math.Max(servings, lists);
    }
}

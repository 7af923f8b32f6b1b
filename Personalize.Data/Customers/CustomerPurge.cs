using Microsoft.EntityFrameworkCore;

namespace Personalize.Data.Customers;

public static class CustomerPurge
{
    /// <summary>Erases the customers deleted before an instant, with their activities and served lists, in one transaction.</summary>
    /// <returns>Database ids of those erased.</returns>
    public static async Task<IReadOnlyList<int>> PurgeCustomersAsync(
        this PersonalizeDb db, DateTimeOffset deletedBefore, CancellationToken cancellation)
    {
        await using var transaction = await db.BeginWriteAsync(cancellation);
        var due = db.Customers.IgnoreQueryFilters().Where(customer => customer.DeletedAt < deletedBefore);
        var ids = await due.Select(customer => customer.Id).ToListAsync(cancellation);

        // Foreign keys cascade to everything that belongs to a customer. An undone deletion in between only spares its row:
        // an id too many in the answer makes callers reload one customer.
        if (ids.Count > 0) await due.ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return ids;
    }
}

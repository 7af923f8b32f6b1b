using Microsoft.EntityFrameworkCore;

namespace Personalize.Data.Customers;

public static class CustomerPurge
{
    /// <summary>Erases some of the customers deleted by an instant, with their activities and served lists, in one transaction.</summary>
    /// <param name="deletedBy">Those deleted at this very instant are due too.</param>
    /// <param name="most">Bounds the transaction, since others wait for it; call again while this many were erased.</param>
    /// <returns>How many were erased.</returns>
    public static async Task<int> PurgeCustomersAsync(
        this PersonalizeDb db, DateTimeOffset deletedBy, int most, CancellationToken cancellation)
    {
        await using var transaction = await db.BeginWriteAsync(cancellation);
        var due = await db.Customers.IgnoreQueryFilters()
            .Where(customer => customer.DeletedAt <= deletedBy)
            .OrderBy(customer => customer.Id)
            .Select(customer => customer.Id)
            .Take(most)
            .ToListAsync(cancellation);

        // Foreign keys cascade to everything that belongs to a customer. Asking again for the time spares those whose
        // deletion was undone in between.
        var erased = await db.Customers.IgnoreQueryFilters()
            .Where(customer => due.Contains(customer.Id) && customer.DeletedAt <= deletedBy)
            .ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return erased;
    }
}

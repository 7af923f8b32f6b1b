using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Personalize.Data.Audit;

namespace Personalize.Data.Customers;

public static class CustomerPurge
{
    /// <summary>
    /// Erases some of the customers deleted by an instant, with their activities and served lists, in one transaction. With them
    /// goes the key of their values in the audit trail: its entries stay, and nobody can read them any more.
    /// </summary>
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
        if (erased < due.Count) due = await ErasedAsync(db, due, cancellation);
        string[] subjects = [.. due.Select(id => id.ToString(CultureInfo.InvariantCulture))];
        await db.SubjectKeys
            .Where(key => key.SubjectKind == Subjects.Customer && subjects.Contains(key.SubjectId))
            .ExecuteDeleteAsync(cancellation);
        await db.NoteAsync([.. subjects.Select(id => new AuditNote("customer.erase", Subjects.Customer, id))], cancellation);
        await transaction.CommitAsync(cancellation);
        return erased;
    }

    private static async Task<List<int>> ErasedAsync(PersonalizeDb db, List<int> due, CancellationToken cancellation)
    {
        var spared = await db.Customers.IgnoreQueryFilters()
            .Where(customer => due.Contains(customer.Id))
            .Select(customer => customer.Id)
            .ToListAsync(cancellation);
        return [.. due.Except(spared)];
    }
}

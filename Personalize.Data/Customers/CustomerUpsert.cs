using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;

namespace Personalize.Data.Customers;

public enum UpsertOutcome
{
    Created,
    Updated,

    /// <summary>Updated, and at least one part that was known is empty now.</summary>
    Cleared,

    /// <summary>The row said what was known; nothing was written and the version stands.</summary>
    Unchanged,
}

/// <summary>Creates and updates customers in bulk.</summary>
/// <threadsafety>Any number of callers.</threadsafety>
public sealed class CustomerUpsert(IDbContextFactory<PersonalizeDb> contexts)
{
    private const int RowsPerTransaction = 1000;

    /// <summary>Stores rows in order, a thousand per transaction; of rows with the same customer id the last one wins.</summary>
    /// <param name="actor">Who brings the rows.</param>
    /// <param name="given">Parts that the rows speak of; the others stay as they are, or empty in new customers.</param>
    /// <returns>One outcome per row, in order.</returns>
    public async Task<IReadOnlyList<UpsertOutcome>> UpsertAsync(
        Actor actor, IReadOnlyList<CustomerRow> rows, CustomerFields given, CancellationToken cancellation)
    {
        var outcomes = new List<UpsertOutcome>(rows.Count);
        foreach (var chunk in rows.Chunk(RowsPerTransaction))
            outcomes.AddRange(await ContendedInsert.RepeatAsync(() => StoreAsync(actor, chunk, given, cancellation)));
        return outcomes;
    }

    private async Task<List<UpsertOutcome>> StoreAsync(
        Actor actor, CustomerRow[] rows, CustomerFields given, CancellationToken cancellation)
    {
        await using var db = await contexts.OpenAsync(actor, cancellation);
        db.AuditDetail = AuditDetail.NewOnesCounted;
        await using var transaction = await db.BeginWriteAsync(cancellation);
        string[] keys = [.. rows.Select(row => row.CustomerId).Distinct(StringComparer.Ordinal)];
        var known = await db.Customers
            .Where(customer => keys.Contains(customer.CustomerId))
            .ToDictionaryAsync(customer => customer.CustomerId, StringComparer.Ordinal, cancellation);

        // We mark the changes ourselves; comparing a thousand profiles again on every Add would cost a million comparisons.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var outcomes = new List<UpsertOutcome>(rows.Length);
        foreach (var row in rows)
        {
            if (known.TryGetValue(row.CustomerId, out var customer))
            {
                outcomes.Add(row.ApplyTo(customer, given));
                continue;
            }

            customer = new Customer { CustomerId = row.CustomerId };
            row.ApplyTo(customer, given);
            db.Customers.Add(customer);
            known.Add(row.CustomerId, customer);
            outcomes.Add(UpsertOutcome.Created);
        }

        db.ChangeTracker.DetectChanges();
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return outcomes;
    }
}

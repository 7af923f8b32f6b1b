using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;

namespace Personalize.Data.Imports;

/// <summary>An item as a sales file knows it.</summary>
public sealed record SoldItem(string Sku, string Title, long? PriceCents);

/// <param name="Ids">Database id of each key asked for.</param>
/// <param name="Created">How many of them were new.</param>
public sealed record Resolved(IReadOnlyDictionary<string, int> Ids, int Created);

/// <summary>Turns external keys into database ids, creating what is missing.</summary>
/// <threadsafety>Any number of callers.</threadsafety>
public sealed class EntityLookup(IDbContextFactory<PersonalizeDb> contexts)
{
    private const int KeysPerTransaction = 1000;

    /// <summary>Customers not known yet are created with nothing but their key.</summary>
    public Task<Resolved> CustomersAsync(Actor actor, IReadOnlyCollection<string> customerIds, CancellationToken cancellation) => ResolveAsync(
        actor,
        [.. customerIds.Distinct(StringComparer.Ordinal)],
        (db, keys) => db.Customers
            .Where(customer => keys.Contains(customer.CustomerId))
            .Select(customer => new KeyedId(customer.CustomerId, customer.Id)),
        key => new Customer { CustomerId = key },
        customer => customer.Id,
        cancellation);

    /// <summary>Items not known yet are created as they stand here; known ones are left alone. Of repeated skus the first counts.</summary>
    public Task<Resolved> ItemsAsync(Actor actor, IReadOnlyCollection<SoldItem> items, CancellationToken cancellation)
    {
        var bySku = new Dictionary<string, SoldItem>(StringComparer.Ordinal);
        foreach (var item in items) bySku.TryAdd(item.Sku, item);
        return ResolveAsync(
            actor,
            [.. bySku.Keys],
            (db, keys) => db.Items.Where(item => keys.Contains(item.Sku)).Select(item => new KeyedId(item.Sku, item.Id)),
            sku => new Item { Sku = sku, Title = bySku[sku].Title, PriceCents = bySku[sku].PriceCents },
            item => item.Id,
            cancellation);
    }

    private async Task<Resolved> ResolveAsync<T>(
        Actor actor, string[] keys, Func<PersonalizeDb, string[], IQueryable<KeyedId>> find, Func<string, T> create, Func<T, int> idOf,
        CancellationToken cancellation)
        where T : class
    {
        var ids = new Dictionary<string, int>(keys.Length, StringComparer.Ordinal);
        var created = 0;
        foreach (var chunk in keys.Chunk(KeysPerTransaction))
        {
            var (known, made) = await ContendedInsert.RepeatAsync(ResolveChunkAsync);
            foreach (var (key, id) in known) ids[key] = id;
            foreach (var (key, entity) in made) ids[key] = idOf(entity);
            created += made.Count;

            async Task<(List<KeyedId> Known, Dictionary<string, T> Made)> ResolveChunkAsync()
            {
                await using var db = await contexts.OpenAsync(actor, cancellation);
                db.AuditDetail = AuditDetail.NewOnesCounted;
                var known = await find(db, chunk).ToListAsync(cancellation);
                var missing = Missing(chunk, known);
                // The usual case; a turn as the writer would make the live activities wait for nothing.
                if (missing.Length == 0) return (known, []);

                await using var transaction = await db.BeginWriteAsync(cancellation);
                known.AddRange(await find(db, missing).ToListAsync(cancellation));
                var made = Missing(missing, known).ToDictionary(key => key, create, StringComparer.Ordinal);
                db.AddRange(made.Values);
                await db.SaveChangesAsync(cancellation);
                await transaction.CommitAsync(cancellation);
                return (known, made);
            }
        }

        return new Resolved(ids, created);
    }

    private static string[] Missing(string[] keys, List<KeyedId> known) =>
        [.. keys.Except(known.Select(found => found.Key), StringComparer.Ordinal)];

    private sealed record KeyedId(string Key, int Id);
}

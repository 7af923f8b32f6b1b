using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;

namespace Personalize.Web.Catalogue;

/// <summary>What lists and streams show of an item.</summary>
public sealed record ItemCard(int Id, string Sku, string Title, string Category, long? PriceCents, bool Active);

/// <summary>All items' cards in memory, so that a stream of activities needs no query per row. Reloaded when items change.</summary>
/// <threadsafety>Readers see one whole set of cards or the next, never a mixture.</threadsafety>
public sealed class ItemDirectory(IDbContextFactory<PersonalizeDb> databases) : IDisposable
{
    private readonly SemaphoreSlim _oneReload = new(1);
    private volatile Cards _cards = new([]);
    private int _revision;

    /// <summary>Raised after each reload, on any thread; handlers must return at once.</summary>
    public event EventHandler? Changed;

    /// <summary>Another number after each reload: while it is the same, so are all cards.</summary>
    public int Revision => Volatile.Read(ref _revision);

    /// <summary>Items that may be shown at all.</summary>
    public int ActiveCount => _cards.Active;

    public ItemCard? Find(int itemId) => _cards.ById.GetValueOrDefault(itemId);

    public ItemCard? FindBySku(string sku) => _cards.BySku.GetValueOrDefault(sku);

    /// <summary>Reads all items again. Whoever waits for it sees at least what was stored when it was called.</summary>
    public async Task ReloadAsync(CancellationToken cancellation)
    {
        await _oneReload.WaitAsync(cancellation);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            _cards = new(await db.Items
                .Select(item => new ItemCard(item.Id, item.Sku, item.Title, item.Category, item.PriceCents, item.Active))
                .ToListAsync(cancellation));
            Interlocked.Increment(ref _revision);
        }
        finally
        {
            _oneReload.Release();
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Dispose() => _oneReload.Dispose();

    private sealed class Cards(List<ItemCard> all)
    {
        public FrozenDictionary<int, ItemCard> ById { get; } = all.ToFrozenDictionary(card => card.Id);

        public FrozenDictionary<string, ItemCard> BySku { get; } = all.ToFrozenDictionary(card => card.Sku, StringComparer.Ordinal);

        public int Active { get; } = all.Count(card => card.Active);
    }
}

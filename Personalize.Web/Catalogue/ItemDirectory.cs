namespace Personalize.Web.Catalogue;

/// <summary>What lists and streams show of an item.</summary>
public sealed record ItemCard(int Id, string Sku, string Title, string Category, long? PriceCents, bool Active);

/// <summary>All items' cards in memory, so that a stream of activities needs no query per row. Reloaded when items change.</summary>
public sealed class ItemDirectory
{
    public ItemCard? Find(int itemId) => throw new NotImplementedException();

    public ItemCard? FindBySku(string sku) => throw new NotImplementedException();

    public Task ReloadAsync(CancellationToken cancellation) => throw new NotImplementedException();
}

using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Data.Catalogue;
using Personalize.Data.Imports;
using Personalize.Web.Hosting;
using Personalize.Web.Import.Sheets;

namespace Personalize.Web.Import.Running;

/// <summary>
/// Finds what items new to us are called: the description most of their lines have, and the price of the latest line.
/// Items known before keep what people gave them.
/// </summary>
internal sealed class ItemTitles
{
    /// <summary>Descriptions weighed per item; a file may hold a million different ones.</summary>
    private const int MaxCandidates = 8;

    private readonly Dictionary<string, Seen> _new = new(StringComparer.Ordinal);

    public void AddNew(string sku) => _new.TryAdd(sku, new Seen());

    public void See(in Sale sale)
    {
        if (!_new.TryGetValue(sale.Sku, out var seen))
            return;
        if (sale.Description.Length > 0 && (seen.Descriptions.Count < MaxCandidates || seen.Descriptions.ContainsKey(sale.Description)))
            seen.Descriptions[sale.Description] = seen.Descriptions.GetValueOrDefault(sale.Description) + 1;
        if (sale.At >= seen.PricedAt && sale.PriceCents is not null)
            (seen.PricedAt, seen.PriceCents) = (sale.At, sale.PriceCents);
    }

    public static SoldItem FirstImpression(in Sale sale) => new(sale.Sku, TitleOf(sale.Sku, sale.Description), sale.PriceCents);

    public async Task StoreAsync(Actor actor, IDbContextFactory<PersonalizeDb> contexts, CancellationToken cancellation)
    {
        foreach (var chunk in _new.Chunk(1000))
        {
            await using var db = await contexts.OpenAsync(actor, cancellation);
            await using var transaction = await db.BeginWriteAsync(cancellation);
            string[] skus = [.. chunk.Select(pair => pair.Key)];
            foreach (var item in await db.Items.Where(item => skus.Contains(item.Sku)).ToListAsync(cancellation))
            {
                var seen = _new[item.Sku];
                item.Title = TitleOf(item.Sku, seen.Descriptions.OrderByDescending(pair => pair.Value).FirstOrDefault().Key ?? "");
                item.PriceCents = seen.PriceCents;
            }

            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
    }

    private static string TitleOf(string sku, string description) =>
        description.Length == 0 ? sku : CutText.To(description, Item.TitleMaxLength);

    private sealed class Seen
    {
        public Dictionary<string, int> Descriptions { get; } = new(StringComparer.Ordinal);
        public DateTimeOffset PricedAt { get; set; } = DateTimeOffset.MinValue;
        public long? PriceCents { get; set; }
    }
}

using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Activities;
using Personalize.Data.Imports;
using Personalize.Data.Spreadsheets.Rows;
using Personalize.Engine.Engagement;
using Personalize.Engine.Interactions;
using Personalize.Web.Import.Sheets;

namespace Personalize.Web.Import.Running;

/// <summary>What sales are stored with.</summary>
internal sealed record SalesStores(
    IDbContextFactory<PersonalizeDb> Contexts, EntityLookup Lookup, IActivityJournal Journal, ForwardDecay Decay, TimeProvider Clock);

/// <summary>Rows of a transactions sheet become purchases, of customers and items that are made where they are missing.</summary>
internal sealed class SalesTarget(ImportJob job, SheetLayout layout, SalesStores stores) : ISheetTarget
{
    public const string Source = "import";
    private static readonly TimeSpan ClockSlack = TimeSpan.FromDays(1);

    private readonly SaleRules _rules = new(layout, stores.Clock.GetUtcNow() + ClockSlack);
    private readonly double _weight = ActivityWeights.Specification.Of(ActivityKind.Purchase);
    private readonly Dictionary<string, int> _customers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);
    private readonly ItemTitles _titles = new();
    private readonly HashSet<int> _touched = [];

    public IReadOnlyCollection<int> Touched => _touched;

    public Func<CancellationToken, Task>? Check(IReadOnlyList<SheetRow> rows)
    {
        var sales = new List<Sale>(rows.Count);
        foreach (var row in rows)
        {
            if (_rules.Read(row, out var sale) is { } fault)
                job.Tally.Reject(job.Row.Id, row.Number, fault);
            else
                sales.Add(sale);
        }

        return sales.Count == 0 ? null : cancellation => StoreAsync(sales, cancellation);
    }

    public Task FinishAsync(CancellationToken cancellation) => _titles.StoreAsync(job.Actor, stores.Contexts, cancellation);

    private async Task StoreAsync(List<Sale> sales, CancellationToken cancellation)
    {
        await ResolveCustomersAsync(sales, cancellation);
        await ResolveItemsAsync(sales, cancellation);
        var now = stores.Clock.GetUtcNow();
        var activities = new List<NewActivity>(sales.Count);
        foreach (var sale in sales)
        {
            _titles.See(sale);
            activities.Add(new NewActivity(
                sale.ActivityId, _customers[sale.CustomerKey], _items[sale.Sku], ActivityKind.Purchase, sale.Quantity, Text: null,
                sale.At, now, Source, stores.Decay.MassOf(_weight, sale.At < now ? sale.At : now)));
        }

        var sequences = await stores.Journal.AppendAsync(activities, cancellation);
        for (var index = 0; index < sequences.Count; index++)
        {
            if (sequences[index] == 0)
            {
                job.Row.Unchanged++;
                continue;
            }

            job.Row.Created++;
            _touched.Add(activities[index].CustomerId);
        }
    }

    private async Task ResolveCustomersAsync(List<Sale> sales, CancellationToken cancellation)
    {
        var unknown = sales.Select(sale => sale.CustomerKey).Where(key => !_customers.ContainsKey(key)).ToHashSet(StringComparer.Ordinal);
        if (unknown.Count == 0)
            return;
        var resolved = await stores.Lookup.CustomersAsync(job.Actor, unknown, cancellation);
        foreach (var (key, id) in resolved.Ids)
            _customers[key] = id;
        job.Row.NewCustomers += resolved.Created;
    }

    private async Task ResolveItemsAsync(List<Sale> sales, CancellationToken cancellation)
    {
        var unknown = new Dictionary<string, SoldItem>(StringComparer.Ordinal);
        foreach (var sale in sales)
        {
            if (!_items.ContainsKey(sale.Sku))
                unknown.TryAdd(sale.Sku, ItemTitles.FirstImpression(sale));
        }

        if (unknown.Count == 0)
            return;
        foreach (var sku in await MissingAsync([.. unknown.Keys], cancellation))
            _titles.AddNew(sku);
        var resolved = await stores.Lookup.ItemsAsync(job.Actor, unknown.Values, cancellation);
        foreach (var (sku, id) in resolved.Ids)
            _items[sku] = id;
        job.Row.NewItems += resolved.Created;
    }

    private async Task<IEnumerable<string>> MissingAsync(string[] skus, CancellationToken cancellation)
    {
        await using var db = await stores.Contexts.CreateDbContextAsync(cancellation);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in skus.Chunk(1000))
            known.UnionWith(await db.Items.Where(item => chunk.Contains(item.Sku)).Select(item => item.Sku).ToListAsync(cancellation));
        return skus.Where(sku => !known.Contains(sku));
    }
}

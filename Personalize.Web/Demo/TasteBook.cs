using Microsoft.EntityFrameworkCore;
using Personalize.Data;

namespace Personalize.Web.Demo;

/// <summary>Who touched what lately, as far as the tables tell: what the simulated customers go by.</summary>
/// <remarks>A taste is followed from item to item over the customers who share them, so it needs no categories.</remarks>
internal sealed class TasteBook
{
    /// <summary>Newest activities read; enough to know the tastes of thousands.</summary>
    private const int RowLimit = 20_000;
    private const int StrangerLimit = 200;
    private const int ShelfLimit = 500;

    private readonly List<string> _customers = [];
    private readonly Dictionary<string, List<string>> _itemsOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _customersOf = new(StringComparer.Ordinal);
    private readonly List<string> _touches = [];

    /// <summary>Whether there is anybody to visit anything.</summary>
    public bool IsEmpty => _customers.Count == 0 || _touches.Count == 0;

    public static async Task<TasteBook> ReadAsync(PersonalizeDb db, CancellationToken cancellation)
    {
        var book = new TasteBook();
        var rows = await (
            from activity in db.Activities
            join customer in db.Customers on activity.CustomerId equals customer.Id
            join item in db.Items on activity.ItemId equals item.Id
            where item.Active
            orderby activity.Sequence descending
            select new { customer.CustomerId, item.Sku }).Take(RowLimit).ToListAsync(cancellation);
        foreach (var row in rows) book.Add(row.CustomerId, row.Sku);

        // People who never came are part of the crowd too; and a shop that has just opened sells from the shelf.
        var strangers = await db.Customers.Where(customer => customer.ActivityCount == 0)
            .OrderBy(customer => customer.Id).Take(StrangerLimit).Select(customer => customer.CustomerId).ToListAsync(cancellation);
        book._customers.AddRange(strangers);
        if (book._touches.Count == 0)
        {
            book._touches.AddRange(await db.Items.Where(item => item.Active)
                .OrderBy(item => item.Id).Take(ShelfLimit).Select(item => item.Sku).ToListAsync(cancellation));
        }

        return book;
    }

    public string PickCustomer(Random random) => Draw.Of(random, _customers);

    /// <summary>The next item for the customer: mostly what people of like taste touched, else an old love or what is popular.</summary>
    public string PickItem(Random random, string customer)
    {
        var mine = _itemsOf.GetValueOrDefault(customer);
        var roll = random.NextDouble();
        if (mine is null || roll < 0.15) return Draw.Of(random, _touches);
        var known = Draw.Of(random, mine);
        if (roll < 0.35) return known;
        var alike = Draw.Of(random, _customersOf[known]);
        return Draw.Of(random, _itemsOf[alike]);
    }

    internal void Add(string customer, string sku)
    {
        if (!_itemsOf.TryGetValue(customer, out var items))
        {
            _itemsOf.Add(customer, items = []);
            _customers.Add(customer);
        }

        items.Add(sku);
        if (!_customersOf.TryGetValue(sku, out var customers)) _customersOf.Add(sku, customers = []);
        customers.Add(customer);
        _touches.Add(sku);
    }
}

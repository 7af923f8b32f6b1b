using Personalize.Engine.Interactions;

namespace Personalize.Web.Demo;

/// <summary>Lets the people of the demo visit the shop: sessions of views, from which likes, words and purchases follow.</summary>
internal sealed class DemoPast
{
    private readonly Random _random;
    private readonly IReadOnlyList<DemoItem> _items;
    private readonly IReadOnlyList<DemoCustomer> _customers;
    private readonly Shelf[] _shelves;
    private readonly DateTimeOffset _now;
    private readonly DemoSize _size;
    private readonly double[] _customerTotals;
    private readonly double[] _dayTotals;
    private readonly int[][] _itemsOfShelf;
    private readonly HashSet<(int Customer, int Item)> _bought = [];

    public DemoPast(
        Random random, Shelf[] shelves, IReadOnlyList<DemoItem> items, IReadOnlyList<DemoCustomer> customers,
        DateTimeOffset now, DemoSize size)
    {
        (_random, _shelves, _items, _customers, _now, _size) = (random, shelves, items, customers, now, size);
        _customerTotals = Draw.Totals(customers.Select(customer => customer.Pace));
        _dayTotals = Draw.Totals(Enumerable.Range(0, size.Days).Select(age => Rhythm.OfDay(now.AddDays(-age), age, size.Days)));
        var numbered = items.Select((item, number) => (item.Shelf, number)).ToLookup(pair => pair.Shelf, pair => pair.number);
        _itemsOfShelf = [.. shelves.Select(shelf => numbered[shelf].ToArray())];
    }

    /// <returns>Exactly as many as asked for, oldest first.</returns>
    public IReadOnlyList<DemoActivity> Activities()
    {
        List<DemoActivity> activities = new(_size.Activities + 32);
        while (activities.Count < _size.Activities) Visit(activities);
        activities.RemoveRange(_size.Activities, activities.Count - _size.Activities);
        activities.Sort((one, other) => one.At != other.At ? one.At.CompareTo(other.At) : one.Id.CompareTo(other.Id));
        return activities;
    }

    private void Visit(List<DemoActivity> activities)
    {
        var customer = Draw.ByTotals(_random, _customerTotals);
        var person = _customers[customer];
        var age = Draw.ByTotals(_random, _dayTotals);
        var at = new DateTimeOffset(_now.AddDays(-age).UtcDateTime.Date, TimeSpan.Zero) + Rhythm.OfHour(_random, person.Persona.Evening);
        if (at >= _now || at < person.Customer.CreatedAt) return;

        var shelf = PickShelf(person, at);
        for (var views = 1 + _random.Next(5); views > 0; views--)
        {
            if (_random.NextDouble() < 0.25) shelf = PickShelf(person, at);
            if (PickItem(person, shelf, at) is { } item) Look(activities, customer, item, ref at);
            at = at.AddSeconds(15 + _random.Next(150));
            if (at >= _now) return;
        }
    }

    private int PickShelf(DemoCustomer person, DateTimeOffset at)
    {
        Span<double> weights = stackalloc double[_shelves.Length];
        for (var shelf = 0; shelf < weights.Length; shelf++)
            weights[shelf] = person.ShelfWeights[shelf] * Rhythm.OfSeason(_shelves[shelf], at);
        return Draw.Weighted(_random, weights);
    }

    /// <returns>Null when nothing of the shelf was in the shop yet.</returns>
    private int? PickItem(DemoCustomer person, int shelf, DateTimeOffset at)
    {
        var choices = _itemsOfShelf[shelf];
        Span<double> weights = stackalloc double[choices.Length];
        var any = false;
        for (var choice = 0; choice < choices.Length; choice++)
        {
            var item = _items[choices[choice]];
            if (item.Item.CreatedAt > at) continue;
            any = true;
            weights[choice] = item.Appeal * Affordable(person, item);
        }

        return any ? choices[Draw.Weighted(_random, weights)] : null;
    }

    // People who like it cheap or dear keep to their end of the shelf.
    private static double Affordable(DemoCustomer person, DemoItem item)
    {
        var range = Math.Log((double)item.Shelf.PriceTo / item.Shelf.PriceFrom);
        var position = Math.Log((item.Item.PriceCents ?? 0) / 100.0 / item.Shelf.PriceFrom) / range;
        return Math.Exp(0.8 * person.PriceTaste * (position - 0.5));
    }

    private void Look(List<DemoActivity> activities, int customer, int item, ref DateTimeOffset at)
    {
        var one = _items[item];
        var feeling = Math.Clamp(one.Quality + _customers[customer].Mood + (0.16 * Draw.Normal(_random)), 0, 1);
        Add(ActivityKind.View, 1, text: null, ref at);
        if (_random.NextDouble() < 0.10 + (0.18 * feeling)) Add(ActivityKind.Like, 1, text: null, ref at);
        if (_random.NextDouble() < 0.04 * feeling) Add(ActivityKind.Share, 1, text: null, ref at);
        if (_random.NextDouble() < 0.17 * feeling && _bought.Add((customer, item)))
        {
            Add(ActivityKind.Purchase, _random.NextDouble() < 0.85 ? 1 : 2 + _random.Next(2), text: null, ref at);
            if (_random.NextDouble() < 0.45) Review(ref at);
        }
        else if (_random.NextDouble() < 0.02)
        {
            Review(ref at);
        }

        void Review(ref DateTimeOffset when)
        {
            var stars = Reviews.Stars(feeling);
            var product = one.Shelf.Products.First(name => one.Item.Title.EndsWith(name, StringComparison.Ordinal));
            Add(ActivityKind.Comment, stars, Reviews.Write(_random, stars, product, one.Item.Brand), ref when);
        }

        void Add(ActivityKind kind, double value, string? text, ref DateTimeOffset when)
        {
            if (when >= _now) return;
            activities.Add(new DemoActivity(Draw.Id(_random), customer, item, kind, value, text, when));
            when = when.AddSeconds(5 + _random.Next(40));
        }
    }
}

using Personalize.Engine.Interactions;

namespace Personalize.Web.Demo;

/// <summary>One generated activity; customer and item are positions in the world's lists.</summary>
internal readonly record struct DemoActivity(
    Guid Id, int Customer, int Item, ActivityKind Kind, double Value, string? Text, DateTimeOffset At);

/// <summary>How much to generate.</summary>
internal sealed record DemoSize(int Customers, int Activities, int Days)
{
    public static DemoSize Default { get; } = new(Customers: 2_000, Activities: 60_000, Days: 180);
}

/// <summary>A believable shop with a past: catalogue, people with tastes, and what they did. Same seed, same world.</summary>
/// <param name="Activities">Oldest first.</param>
internal sealed record DemoWorld(
    IReadOnlyList<DemoItem> Items, IReadOnlyList<DemoCustomer> Customers, IReadOnlyList<DemoActivity> Activities)
{
    public const int DefaultSeed = 1_984;

    /// <param name="now">Everything lies before it; nothing else depends on the clock.</param>
    public static DemoWorld Generate(int seed, DemoSize size, DateTimeOffset now)
    {
        var random = new Random(seed);
        Shelf[] shelves = [.. DemoCatalogue.Departments.SelectMany(department => department.Shelves)];
        var items = DemoCatalogue.Stock(random, now);
        var customers = DemoCustomers.People(random, size.Customers, shelves, items, now);
        var past = new DemoPast(random, shelves, items, customers, now, size);
        return new DemoWorld(items, customers, past.Activities());
    }
}

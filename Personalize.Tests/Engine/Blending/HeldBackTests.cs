using Personalize.Engine.Blending;
using Personalize.Engine.Engagement;
using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Blending;

public sealed class HeldBackTests
{
    private const int Items = 20;

    private static readonly EventWeighing Weighing = new(ActivityWeights.Specification, RatePerDay: 0);

    [Fact]
    public void The_last_tenth_of_the_purchases_is_asked_for()
    {
        // Ten purchases each, a day apart: the last ones are a tenth.
        var fold = HeldBack.Of(Shop(customers: 60, lastIsNew: _ => true), Weighing, mostCases: 100, seed: 1)!;

        Assert.Equal("cut 2026-03-01, 0 days", fold.Name);
        Assert.Equal(60 * 9, fold.Train.Events.Count);
        Assert.All(fold.Cases, tried => Assert.True(tried.Truth.RelevanceOf((tried.Customer + 12) % Items) > 0 && tried.Truth.RelevantCount == 1));
        Assert.Equal(Enumerable.Range(0, 60), fold.Cases.Select(tried => tried.Customer));
    }

    [Fact]
    public void What_the_customer_had_before_is_not_asked_for()
    {
        var fold = HeldBack.Of(Shop(customers: 120, lastIsNew: customer => customer % 2 == 0), Weighing, mostCases: 100, seed: 1)!;

        Assert.Equal(Enumerable.Range(0, 60).Select(number => 2 * number), fold.Cases.Select(tried => tried.Customer));
    }

    [Fact]
    public void Too_many_cases_are_thinned_evenly()
    {
        var fold = HeldBack.Of(Shop(customers: 240, lastIsNew: _ => true), Weighing, mostCases: 80, seed: 1)!;

        Assert.Equal(Enumerable.Range(0, 80).Select(number => 3 * number), fold.Cases.Select(tried => tried.Customer));
    }

    [Fact]
    public void Where_too_little_is_new_later_one_pair_in_ten_is_held_back_by_chance()
    {
        var shop = Shop(customers: 120, lastIsNew: customer => customer < HeldBack.FewestCases - 1);
        var fold = HeldBack.Of(shop, Weighing, mostCases: 1000, seed: 1)!;

        Assert.Equal("fold 1 of 10", fold.Name);
        Assert.Equal(shop.Interactions.EntryCount - (shop.Interactions.EntryCount + 9) / 10, fold.Train.Interactions.EntryCount);
    }

    [Fact]
    public void Where_times_are_not_to_be_used_chance_decides_and_the_seed_decides_on_chance()
    {
        var shop = Shop(customers: 120, lastIsNew: _ => true);
        int[] Customers(int seed) => [.. HeldBack.Of(shop, null, mostCases: 1000, seed)!.Cases.Select(tried => tried.Customer)];

        Assert.Equal("fold 1 of 10", HeldBack.Of(shop, null, mostCases: 1000, seed: 1)!.Name);
        Assert.Equal(Customers(1), Customers(1));
        Assert.NotEqual(Customers(1), Customers(2));
    }

    [Fact]
    public void Without_purchases_chance_decides()
    {
        var shop = Shop(customers: 120, lastIsNew: _ => true);
        var events = Enumerable.Range(0, 120).SelectMany(customer => shop.Events.Of(customer).ToArray().Select(happened => (customer, happened with { Kind = ActivityKind.View })));

        Assert.Equal("fold 1 of 10", HeldBack.Of(shop with { Events = EventLog.Of(120, Items, [.. events]) }, Weighing, mostCases: 1000, seed: 1)!.Name);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Too_few_customers_tell_nothing(int customers) =>
        Assert.Null(HeldBack.Of(Shop(customers, lastIsNew: _ => true), Weighing, mostCases: 100, seed: 1));

    /// <summary>Nine items one after the other, and then a new one, or the first again.</summary>
    private static TrainingSet Shop(int customers, Func<int, bool> lastIsNew) => Purchases.Of(
        Items,
        [.. Enumerable.Range(0, customers).Select(customer => (int[][])
        [
            .. Enumerable.Range(0, 9).Select(day => new[] { (customer + day) % Items }),
            [(lastIsNew(customer) ? customer + 12 : customer) % Items],
        ])]);
}

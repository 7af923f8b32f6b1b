using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Activities;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;
using Personalize.Data.Recommendations;
using Personalize.Engine;
using Personalize.Engine.Interactions;
using Personalize.Engine.Rules;
using Personalize.Tests.Support;
using Personalize.Web.Catalogue;
using Personalize.Web.Live;
using Personalize.Web.Recommendations;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Recommendations;

/// <summary>A shop of eight items, the last one off the shelf. Anna bought S0 today and S1 forty days ago, and had S2 before she came.</summary>
public sealed class ListRulesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_settings_only_what_is_inactive_or_had_is_left_out()
    {
        await using var app = With();
        var served = await LookAsync(app);

        Assert.Equal(["S3", "S4", "S5", "S6"], served.Items.Select(item => item.Sku).Order());
        Assert.Equal([(RuleKind.Unavailable, 1), (RuleKind.Owned, 3)], served.Filters.Select(filter => (filter.Rule, filter.Items)));
        Assert.All(served.Items, item => Assert.Equal(item.Score, item.Parts.Sum(part => part.Contribution), 1e-9));
    }

    [Fact]
    public async Task What_may_be_bought_again_comes_back_after_its_days()
    {
        await using var app = With(("BoughtAgainAfterDays", "30"));
        var served = await LookAsync(app);

        Assert.Equal(["S1", "S3", "S4", "S5", "S6"], served.Items.Select(item => item.Sku).Order());
        Assert.Equal([RuleKind.Unavailable, RuleKind.Owned, RuleKind.Cooldown], served.Filters.Select(filter => filter.Rule));
    }

    [Fact]
    public async Task Repeats_are_limited_also_where_the_purchases_are_older_than_the_newest_activities()
    {
        await using var app = With(("BoughtAgainAfterDays", "30"), ("MostBoughtAgain", "1"));
        var customer = await OpenAsync(app);
        await using (var db = await app.OpenDatabaseAsync())
        {
            var (items, now) = (await db.Items.ToDictionaryAsync(item => item.Sku, item => item.Id, Cancel), app.Get<TimeProvider>().GetUtcNow());
            await app.Get<IActivityJournal>().AppendAsync(
                [
                    .. new[] { "S3", "S4", "S5" }.Select(sku => Done(items[sku], ActivityKind.Purchase, now.AddDays(-60))),
                    .. Enumerable.Range(0, LiveState.RecentLimit).Select(at => Done(items["S1"], ActivityKind.View, now.AddDays(-50).AddMinutes(at))),
                ],
                Cancel);
        }

        var served = (await app.Get<RecommendationService>().LookAsync(customer, new RecommendationOptions { Count = 2 }, Cancel))!;

        // S6 was never bought; of what was bought long ago one may come back.
        Assert.Contains("S6", served.Items.Select(item => item.Sku));

        NewActivity Done(int item, ActivityKind kind, DateTimeOffset at) =>
            new(Guid.NewGuid(), customer, item, kind, 1, Text: null, at, at, "api", EngagementMass: 1);
    }

    [Fact]
    public async Task Items_that_got_other_skus_since_the_training_are_not_shown_and_disturb_nobody()
    {
        await using var app = With();
        var customer = await OpenAsync(app);
        await using (var db = await app.OpenDatabaseAsync())
        {
            foreach (var item in await db.Items.Where(item => item.Sku == "S3" || item.Sku == "S4").ToListAsync(Cancel)) item.Sku += "-new";
            await db.SaveChangesAsync(Cancel);
        }
        await app.Get<ItemDirectory>().ReloadAsync(Cancel);
        var version = app.Get<ModelHolder>().Current!.Set.Version;
        app.Get<ModelHolder>().Publish((await app.Get<IModelWorkshop>().LoadAsync(version, Cancel))!);

        var served = (await app.Get<RecommendationService>().LookAsync(customer, new RecommendationOptions(), Cancel))!;

        Assert.Equal(["S5", "S6"], served.Items.Select(item => item.Sku).Order());
    }

    [Fact]
    public async Task A_pin_takes_its_place_unless_it_may_not_be_shown()
    {
        await using var app = With(("Pins", "2=S6, 1=S0, 3=nothing"));
        var served = await LookAsync(app);

        Assert.Equal("S6", served.Items[1].Sku);
        Assert.DoesNotContain(served.Items, item => item.Sku == "S0");
    }

    [Fact]
    public async Task No_more_of_one_category_while_there_are_others()
    {
        await using var app = With(("MostPerCategory", "1"));
        var served = await LookAsync(app, count: 2);

        Assert.Equal(2, served.Items.Select(item => item.Category).Distinct().Count());
    }

    [Fact]
    public async Task What_was_shown_often_enough_makes_room()
    {
        await using var app = With(("MostShown", "2"));
        var customer = await OpenAsync(app);
        await using var db = await app.OpenDatabaseAsync();
        var items = await db.Items.ToDictionaryAsync(item => item.Sku, item => item.Id, Cancel);
        var now = app.Get<TimeProvider>().GetUtcNow();
        MadeList[] lists = [Made(now.AddDays(-1), "S3", "S4"), Made(now.AddDays(-2), "S3"), Made(now.AddDays(-8), "S4")];
        await app.Get<IServedListJournal>().AppendAsync(new([], lists, [.. lists.Select(Shown)]), Cancel);
        var served = (await app.Get<RecommendationService>().LookAsync(customer, new RecommendationOptions(), Cancel))!;

        Assert.Equal(["S4", "S5", "S6"], served.Items.Select(item => item.Sku).Order());
        Assert.Equal(1, Assert.Single(served.Filters, filter => filter.Rule == RuleKind.Frequency).Items);

        MadeList Made(DateTimeOffset at, params string[] skus) => new()
        {
            Id = Guid.NewGuid(),
            CustomerId = customer,
            MadeAt = at,
            Rung = "Popularity",
            Items = [.. skus.Select(sku => new ServedItem { ItemId = items[sku], Score = .5 })],
        };

        static ServedList Shown(MadeList list) =>
            new() { Id = Guid.NewGuid(), CustomerId = list.CustomerId, ServedAt = list.MadeAt, Source = "api", ListId = list.Id };
    }

    [Fact]
    public async Task Variety_changes_the_order_and_no_score()
    {
        await using var plain = With();
        await using var varied = With(("RelevanceShare", "0.1"));
        var (usual, other) = (await LookAsync(plain), await LookAsync(varied));

        Assert.NotEqual(usual.Items.Select(item => item.Sku), other.Items.Select(item => item.Sku));
        Assert.Equal(Scores(usual), Scores(other));

        // Purchases age by the milliseconds between the two.
        static IEnumerable<(string, double)> Scores(ServedRecommendations served) =>
            served.Items.OrderBy(item => item.Sku).Select(item => (item.Sku, Math.Round(item.Score, 5)));
    }

    // The training service would publish whatever it finds at its start.
    private static PersonalizeApp With(params (string Key, string Value)[] settings) => new()
    {
        Configure = services => services.Remove(services.Single(
            service => service.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService)
                && service.ImplementationFactory?.Method.ReturnType == typeof(TrainingService))),
        Settings = settings.ToDictionary(setting => $"{ListOptions.Section}:{setting.Key}", setting => setting.Value),
    };

    private static async Task<ServedRecommendations> LookAsync(PersonalizeApp app, int count = 10)
    {
        var customer = await OpenAsync(app);
        return (await app.Get<RecommendationService>().LookAsync(customer, new RecommendationOptions { Count = count }, Cancel))!;
    }

    /// <returns>Anna's number.</returns>
    private static async Task<int> OpenAsync(PersonalizeApp app)
    {
        await using var db = await app.OpenDatabaseAsync();
        var anna = new Customer { CustomerId = "anna", Interests = ["coffee"] };
        anna.PurchaseHistory.Add(new DeclaredPurchase { Item = "S2" });
        Item[] items = [.. Enumerable.Range(0, 8).Select(number => new Item
        {
            Sku = $"S{number}",
            Title = number % 2 == 0 ? $"Coffee mug {number}" : $"Running shoe {number}",
            Category = number % 2 == 0 ? "Kitchen" : "Sports",
            Active = number != 7,
        })];
        db.Customers.Add(anna);
        db.Items.AddRange(items);
        await db.SaveChangesAsync(Cancel);
        var now = app.Get<TimeProvider>().GetUtcNow();
        await app.Get<IActivityJournal>().AppendAsync([Bought(items[0], now.AddHours(-1)), Bought(items[1], now.AddDays(-40))], Cancel);
        await app.Get<ItemDirectory>().ReloadAsync(Cancel);
        app.Get<ModelHolder>().Publish((await app.Get<IModelWorkshop>().TrainAsync("manual", TrainingDepth.Full, new Progress<StageReport>(), Cancel)).Models);
        return anna.Id;

        NewActivity Bought(Item item, DateTimeOffset at) => new(Guid.NewGuid(), anna.Id, item.Id, ActivityKind.Purchase, 1, Text: null, at, at, "api", EngagementMass: 1);
    }
}

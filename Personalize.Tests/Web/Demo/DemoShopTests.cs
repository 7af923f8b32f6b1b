using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Engine.Scoring;
using Personalize.Tests.Support;
using Personalize.Web.Catalogue;
using Personalize.Web.Demo;
using Personalize.Web.Recommendations;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Demo;

/// <summary>The whole path on a small demo shop: stored, trained, served, recorded, loaded again.</summary>
public sealed class DemoShopTests
{
    private static readonly DemoSize Small = new(Customers: 150, Activities: 4_000, Days: 60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_gets_an_explained_list_without_what_they_have()
    {
        await using var app = new PersonalizeApp();
        var world = await OpenShopAsync(app);
        var service = app.Get<RecommendationService>();
        var inactive = world.Items.Where(one => !one.Item.Active).Select(one => one.Item.Id).ToHashSet();
        var bought = world.Activities
            .Where(one => one.Kind == Personalize.Engine.Interactions.ActivityKind.Purchase)
            .ToLookup(one => world.Customers[one.Customer].Customer.Id, one => world.Items[one.Item].Item.Id);
        HashSet<Rung> rungs = [];
        foreach (var one in world.Customers)
        {
            var served = await service.RecommendAsync(one.Customer.Id, new RecommendationOptions(), Cancellation);

            Assert.Equal(10, served!.Items.Count);
            Assert.Null(served.EmptyBecause);
            Assert.All(served.Items, item =>
            {
                Assert.DoesNotContain(item.ItemId, inactive);
                Assert.DoesNotContain(item.ItemId, bought[one.Customer.Id]);
                Assert.DoesNotContain(one.Customer.PurchaseHistory, purchase => purchase.Item == item.Title);
                Assert.Equal(item.Score, item.Parts.Sum(part => part.Contribution), 1e-9);
                Assert.NotEmpty(item.Reasons);
            });
            rungs.Add(served.Rung);
        }

        Assert.Equal(Enum.GetValues<Rung>().ToHashSet(), rungs);
    }

    [Fact]
    public async Task An_unknown_customer_gets_nothing_and_an_empty_shop_says_why()
    {
        await using var app = new PersonalizeApp();
        await TrainAsync(app);
        var service = app.Get<RecommendationService>();
        await using var db = await app.OpenDatabaseAsync();
        var alone = new Personalize.Data.Customers.Customer { CustomerId = "alone" };
        db.Add(alone);
        await db.SaveChangesAsync(Cancellation);

        Assert.Null(await service.RecommendAsync(alone.Id + 1, new RecommendationOptions(), Cancellation));
        var served = await service.RecommendAsync(alone.Id, new RecommendationOptions(), Cancellation);

        Assert.Empty(served!.Items);
        Assert.NotNull(served.EmptyBecause);
    }

    [Fact]
    public async Task Saved_models_are_found_again_and_count_as_current()
    {
        await using var app = new PersonalizeApp();
        await OpenShopAsync(app);
        var serving = app.Get<ModelHolder>().Current!;

        var loaded = await app.Get<IModelWorkshop>().LoadServingAsync(Cancellation);

        Assert.Equal(serving.Set.Version, loaded!.Models.Set.Version);
        Assert.Equal(serving.ItemIds, loaded.Models.ItemIds);
        Assert.True(loaded.IsCurrent);
    }

    private static async Task<DemoWorld> OpenShopAsync(PersonalizeApp app)
    {
        var world = DemoWorld.Generate(seed: 3, Small, app.Get<TimeProvider>().GetUtcNow());
        await app.Get<DemoSeeder>().StoreAsync(world, Cancellation);
        await app.Get<ItemDirectory>().ReloadAsync(Cancellation);
        await TrainAsync(app);
        await using var db = await app.OpenDatabaseAsync();
        Assert.Equal(Small.Activities, await db.Activities.CountAsync(Cancellation));
        return world;
    }

    private static async Task TrainAsync(PersonalizeApp app)
    {
        var training = app.Get<TrainingService>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        training.StatusChanged += (_, _) =>
        {
            if (training.Status is { Running: null, Last: { Reason: "manual" } last })
            {
                Assert.Null(last.Problem);
                done.TrySetResult();
            }
        };
        training.Request("manual");
        await done.Task.WaitAsync(Cancellation);
    }
}

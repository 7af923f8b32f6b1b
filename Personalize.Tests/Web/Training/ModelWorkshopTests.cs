using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data.Activities;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;
using Personalize.Engine;
using Personalize.Engine.Interactions;
using Personalize.Tests.Support;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Training;

/// <summary>Whether saved models have learnt all there is, asked after a restart.</summary>
public sealed class ModelWorkshopTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly PersonalizeApp _app;

    // The service would train whenever it finds something new.
    public ModelWorkshopTests() => _app = new()
    {
        Clock = _clock,
        Configure = services => services.Remove(services.Single(
            service => service.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService)
                && service.ImplementationFactory?.Method.ReturnType == typeof(TrainingService))),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IModelWorkshop Workshop => _app.Get<IModelWorkshop>();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Models_that_saw_everything_are_current()
    {
        await FillAsync();

        await TrainAsync();

        Assert.True((await Workshop.LoadServingAsync(Cancel))!.IsCurrent);
    }

    [Fact]
    public async Task An_activity_recorded_before_the_training_and_committed_after_it_is_news()
    {
        var recorded = await FillAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await TrainAsync();

        await ActAsync(recorded);

        Assert.False((await Workshop.LoadServingAsync(Cancel))!.IsCurrent);
    }

    [Fact]
    public async Task A_later_activity_is_news()
    {
        await FillAsync();
        await TrainAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));

        await ActAsync(_clock.GetUtcNow());

        Assert.False((await Workshop.LoadServingAsync(Cancel))!.IsCurrent);
    }

    private async Task TrainAsync() => await Workshop.TrainAsync("manual", TrainingDepth.Full, new Progress<StageReport>(), Cancel);

    private async Task<DateTimeOffset> FillAsync()
    {
        await using var db = await _app.OpenDatabaseAsync();
        for (var number = 0; number < 8; number++)
        {
            db.Customers.Add(new Customer { CustomerId = $"C{number}", Interests = [number % 2 == 0 ? "coffee" : "running"] });
            db.Items.Add(new Item { Sku = $"S{number}", Title = number % 2 == 0 ? "Coffee mug" : "Running shoe" });
        }

        await db.SaveChangesAsync(Cancel);
        var now = _clock.GetUtcNow();
        await ActAsync(now);
        return now;
    }

    private async Task ActAsync(DateTimeOffset at)
    {
        await using var db = await _app.OpenDatabaseAsync();
        var (customer, item) = (await db.Customers.OrderBy(row => row.Id).FirstAsync(Cancel), await db.Items.OrderBy(row => row.Id).FirstAsync(Cancel));
        await _app.Get<IActivityJournal>().AppendAsync(
            [new NewActivity(Guid.NewGuid(), customer.Id, item.Id, ActivityKind.Purchase, 1, Text: null, at, at, "api", EngagementMass: 1)], Cancel);
    }
}

using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Personalize.Engine.Scoring;
using Personalize.Tests.Data;
using Personalize.Web.Recommendations;

namespace Personalize.Tests.Web.Recommendations;

public sealed class ServedListWriterTests : IClassFixture<SqliteDatabase>, IMeterFactory
{
    private readonly SqliteDatabase _database;
    private readonly Meter _meter = new("Personalize");
    private readonly ServedListQueue _queue;

    public ServedListWriterTests(SqliteDatabase database) => (_database, _queue) = (database, new ServedListQueue(this));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Meter Create(MeterOptions options) => _meter;

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task A_list_of_an_erased_customer_does_not_cost_the_others_theirs()
    {
        var (one, other) = (await _database.AddCustomerAsync(), await _database.AddCustomerAsync());
        foreach (var customer in (int[])[one, int.MaxValue, other]) _queue.Offer(Served(customer), "api");
        using var writer = new ServedListWriter(_queue, _database.Contexts, _database.Time, NullLogger<ServedListWriter>.Instance);

        var step = writer.StepAsync(Cancellation);
        _database.Time.Advance(ServedListWriter.Window);
        await step;

        var served = await ServedToAsync();
        Assert.Equal([one, other], served.Where(customer => customer >= one));
    }

    [Fact(Timeout = 60_000)]
    public async Task Lists_older_than_their_lifetime_go_by_themselves_and_younger_ones_stay()
    {
        var (old, young) = (await _database.AddCustomerAsync(), await _database.AddCustomerAsync());
        await StoreAsync(old, _database.Time.GetUtcNow() - ServedListPurgeService.Lifetime);
        await StoreAsync(young, _database.Time.GetUtcNow() + (100 * ServedListPurgeService.Lifetime));
        using var purge = new ServedListPurgeService(_database.Contexts, _database.Time, NullLogger<ServedListPurgeService>.Instance);

        await purge.StartAsync(TestContext.Current.CancellationToken);
        while ((await ServedToAsync()).Contains(old)) _database.Time.Advance(ServedListPurgeService.Interval);

        await purge.StopAsync(Cancellation);
        Assert.Contains(young, await ServedToAsync());
    }

    private ServedRecommendations Served(int customer) => new(
        Guid.CreateVersion7(), customer, $"c-{customer}", ModelVersion: 1, _database.Time.GetUtcNow(), Rung.Popularity,
        new Dictionary<string, double>(),
        [new RecommendedItem(ItemId: 1, "S1", "Thing", "", PriceCents: null, Score: 0.5, [], ["Popular."])]);

    private async Task StoreAsync(int customer, DateTimeOffset servedAt)
    {
        await using var db = await _database.OpenAsync();
        db.ServedLists.Add(new() { Id = Guid.CreateVersion7(), CustomerId = customer, ServedAt = servedAt, Rung = "Popular", Source = "api" });
        await db.SaveChangesAsync(Cancellation);
    }

    private async Task<List<int>> ServedToAsync()
    {
        await using var db = await _database.OpenAsync();
        return await db.ServedLists.Select(list => list.CustomerId).Order().ToListAsync(Cancellation);
    }
}

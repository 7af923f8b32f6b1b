using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Personalize.Data.Recommendations;
using Personalize.Engine.Replay;
using Personalize.Engine.Scoring;
using Personalize.Tests.Data;
using Personalize.Web.Hosting;
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

        await StepAsync();

        var served = await ServedToAsync();
        Assert.Equal([one, other], served.Where(customer => customer >= one));
    }

    [Fact]
    public async Task A_list_that_is_served_again_is_written_once_and_its_recipe_reads_back()
    {
        var first = Served(await _database.AddCustomerAsync());
        var again = first with { RecommendationId = Guid.CreateVersion7(), ServedAt = first.ServedAt.AddMinutes(1) };
        _queue.Offer(first, "api");
        await StepAsync();
        _queue.Offer(again, "batch");
        _queue.Offer(again with { RecommendationId = Guid.CreateVersion7() }, "batch");

        await StepAsync();

        await using var db = await _database.OpenAsync();
        var list = Assert.Single(await db.MadeLists.Where(made => made.CustomerId == first.CustomerId).ToListAsync(Cancellation));
        Assert.Equal(3, await db.ServedLists.CountAsync(served => served.ListId == list.Id, Cancellation));
        var shelf = await db.ListShelves.SingleAsync(kept => kept.Id == list.ShelfId, Cancellation);
        Assert.Equal(0.5, Assert.Single(ListRecord.Read(list.Recipe, Shelf.Read(shelf.Content)).Outcome.Items).Score);
    }

    [Fact]
    public async Task A_full_batch_is_written_at_once()
    {
        var list = Served(await _database.AddCustomerAsync());
        for (var at = 0; at < ServedListWriter.BatchLimit; at++) _queue.Offer(list with { RecommendationId = Guid.CreateVersion7() }, "api");

        // The clock stands still: a wait would not end.
        using var writer = Writer();
        Assert.True(await writer.StepAsync(Cancellation));

        Assert.Equal(0, _queue.Depth);
    }

    [Fact]
    public async Task What_finds_no_room_is_counted_and_nobody_waits()
    {
        ServedListQueue queue = new(this, capacity: 2);
        var list = Served(await _database.AddCustomerAsync());

        for (var at = 0; at < 5; at++) queue.Offer(list, "api");

        Assert.Equal((2, 3), (queue.Depth, queue.Overflowed));
    }

    [Fact]
    public async Task What_a_failing_database_did_not_take_is_written_with_the_next_serving()
    {
        var list = Served(await _database.AddCustomerAsync());
        _queue.Offer(list, new string('x', 33));
        await StepAsync();
        Assert.DoesNotContain(list.CustomerId, await ServedToAsync());
        _queue.Offer(list with { RecommendationId = Guid.CreateVersion7() }, "api");

        await StepAsync();

        Assert.Contains(list.CustomerId, await ServedToAsync());
        await using var db = await _database.OpenAsync();
        Assert.True(await db.MadeLists.AnyAsync(made => made.CustomerId == list.CustomerId, Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task Lists_older_than_their_lifetime_go_by_themselves_and_younger_ones_stay()
    {
        var (old, young) = (await _database.AddCustomerAsync(), await _database.AddCustomerAsync());
        await StoreAsync(old, _database.Time.GetUtcNow() - ServedListPurgeService.Lifetime);
        await StoreAsync(young, _database.Time.GetUtcNow() + (100 * ServedListPurgeService.Lifetime));
        using var purge = new ServedListPurgeService(_database.Contexts, new JobBook(this, _database.Time), _database.Time, NullLogger<ServedListPurgeService>.Instance);

        await purge.StartAsync(TestContext.Current.CancellationToken);
        while ((await ServedToAsync()).Contains(old)) _database.Time.Advance(ServedListPurgeService.Interval);

        await purge.StopAsync(Cancellation);
        Assert.Contains(young, await ServedToAsync());
    }

    private ServedListWriter Writer() => new(_queue, _database.Served, _database.Time, NullLogger<ServedListWriter>.Instance);

    private async Task StepAsync()
    {
        using var writer = Writer();
        var step = writer.StepAsync(Cancellation);
        _database.Time.Advance(ServedListWriter.Window);
        await step;
    }

    private ServedRecommendations Served(int customer)
    {
        var now = _database.Time.GetUtcNow();
        ListRecipe recipe = new() { ModelVersion = 1, ModelsTrainedAt = now, At = now, Facts = CustomerFacts.Stranger, Request = new() };
        ListRecord record = new(recipe, new ListOutcome(Rung.Popularity, new Dictionary<string, double>(), [new(0, 0.5)]));
        return new(
            Guid.CreateVersion7(), customer, $"c-{customer}", ModelVersion: 1, now, Rung.Popularity,
            new Dictionary<string, double>(),
            [new RecommendedItem(ItemId: 1, "S1", "Thing", "", PriceCents: null, Score: 0.5, [], ["Popular."])])
        {
            Making = new ListMaking(record, new Shelf(new Dictionary<int, string>(), []), now),
        };
    }

    private async Task StoreAsync(int customer, DateTimeOffset servedAt)
    {
        var list = ServedLists.Made(customer, servedAt);
        await _database.Served.AppendAsync(new([ServedLists.Shelf], [list], [ServedLists.Serving(list)]), Cancellation);
    }

    private async Task<List<int>> ServedToAsync()
    {
        await using var db = await _database.OpenAsync();
        return await db.ServedLists.Select(list => list.CustomerId).Order().ToListAsync(Cancellation);
    }
}

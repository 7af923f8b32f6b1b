using Microsoft.EntityFrameworkCore;
using Personalize.Data.Activities;
using Personalize.Engine.Interactions;

namespace Personalize.Tests.Data;

/// <summary>What every journal promises of what it stores.</summary>
public abstract class JournalContract(TestDatabase database) : JournalSuite(database)
{
    [Fact]
    public async Task Stored_activity_reads_back_as_it_was()
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();
        var item = await Database.AddItemAsync();
        var given = new NewActivity(
            Guid.CreateVersion7(), customer, item, ActivityKind.Comment, Value: 4.5, Text: "Grüße 👋 'quoted'",
            Noon.AddTicks(1234560), Noon.AddSeconds(3), "import", EngagementMass: 0.4)
        {
            RecommendationId = Guid.CreateVersion7(),
        };

        var sequence = Assert.Single(await Database.Journal.AppendAsync([given], Cancellation));

        await using var db = await Database.OpenAsync();
        var row = await db.Activities.SingleAsync(activity => activity.ActivityId == given.ActivityId, Cancellation);
        Assert.Equal(
            (sequence, customer, item, ActivityKind.Comment, 4.5, given.Text, given.OccurredAt, given.RecordedAt, "import"),
            (row.Sequence, row.CustomerId, row.ItemId!.Value, row.Kind, row.Value, row.Text, row.OccurredAt, row.RecordedAt, row.Source));
        Assert.Equal((customer % Activity.Partitions, given.RecommendationId), (row.Partition, row.RecommendationId));
    }

    [Fact]
    public async Task Sequences_grow_in_the_order_of_the_batch()
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();

        var sequences = await Database.Journal.AppendAsync([.. Enumerable.Range(0, 50).Select(_ => View(customer))], Cancellation);

        Assert.Equal(50, sequences.Distinct().Count());
        Assert.Equal(sequences.Order(), sequences);
        Assert.All(sequences, sequence => Assert.True(sequence > 0));
    }

    [Fact]
    public async Task Masses_counts_and_last_time_grow_once_per_activity()
    {
        Database.Require();
        var (first, second) = (await Database.AddCustomerAsync(), await Database.AddCustomerAsync());

        await Database.Journal.AppendAsync([View(first, mass: 0.25, Noon), View(second, mass: 1), View(first, mass: 0.5, Noon.AddDays(1))], Cancellation);
        await Database.Journal.AppendAsync([View(first, mass: 2, Noon.AddDays(-9))], Cancellation);

        var customer = await Database.CustomerAsync(first);
        Assert.Equal((2.75, 3, Noon.AddDays(1)), (customer.EngagementMass, customer.ActivityCount, customer.LastActivityAt!.Value));
    }

    [Fact]
    public async Task Empty_batch_stores_nothing()
    {
        Database.Require();
        Assert.Empty(await Database.Journal.AppendAsync([], Cancellation));
    }

    [Fact]
    public async Task Repeated_ids_count_once_within_a_batch_and_across_batches()
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();
        var (a, b, c) = (View(customer), View(customer), View(customer));

        var first = await Database.Journal.AppendAsync([a, b, a with { EngagementMass = 100 }], Cancellation);
        var second = await Database.Journal.AppendAsync([b, c, c], Cancellation);

        Assert.True(first[0] > 0 && first[1] > first[0] && second[1] > first[1]);
        Assert.Equal((0L, 0L, 0L), (first[2], second[0], second[2]));
        await HasAsync(customer, activities: 3, mass: 1.5);
    }

    [Fact]
    public async Task Greatest_batch_is_stored_whole()
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();
        var batch = Enumerable.Range(0, 5000).Select(_ => View(customer, mass: 0.25)).ToList();

        var sequences = await Database.Journal.AppendAsync(batch, Cancellation);

        Assert.Equal(5000, sequences.Distinct().Count());
        await HasAsync(customer, activities: 5000, mass: 1250);
    }

    [Fact]
    public async Task Cancelled_append_stores_nothing()
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Database.Journal.AppendAsync([View(customer)], new CancellationToken(canceled: true)));

        await HasAsync(customer, activities: 0, mass: 0);
    }

    /// <summary>Each writer sends all ids, in an order of its own, over all customers: half of the sends race for the same rows.</summary>
    [Fact]
    public async Task Eight_writers_of_the_same_activities_store_each_once()
    {
        Database.Require();
        const int Writers = 8, Activities = 400, Batch = 40;
        var customers = new List<int>();
        for (var number = 0; number < 5; number++) customers.Add(await Database.AddCustomerAsync());
        NewActivity[] all = [.. Enumerable.Range(0, Activities).Select(number => View(customers[number % 5], mass: 0.125))];

        var stored = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var mine = all.ToArray();
            new Random(writer).Shuffle(mine);
            var count = 0;
            foreach (var batch in mine.Chunk(Batch))
                count += (await Database.Journal.AppendAsync(batch, Cancellation)).Count(sequence => sequence > 0);
            return count;
        })));

        Assert.Equal(Activities, stored.Sum());
        foreach (var customer in customers) await HasAsync(customer, activities: Activities / 5, mass: Activities / 5 * 0.125);
    }

    [Fact]
    public async Task Appending_and_saving_at_once_lose_nothing()
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();
        var appending = Task.Run(async () =>
        {
            for (var round = 0; round < 100; round++) await Database.Journal.AppendAsync([View(customer, mass: 1)], Cancellation);
        }, Cancellation);
        var saving = Task.Run(async () =>
        {
            for (var round = 1; round <= 100; round++)
            {
                await using var db = await Database.OpenAsync();
                (await db.Customers.SingleAsync(row => row.Id == customer, Cancellation)).Age = round;
                await db.SaveChangesAsync(Cancellation);
            }
        }, Cancellation);

        await Task.WhenAll(appending, saving);

        await HasAsync(customer, activities: 100, mass: 100);
        Assert.Equal(100, (await Database.CustomerAsync(customer)).Age);
    }
}

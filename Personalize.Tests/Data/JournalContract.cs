using Microsoft.EntityFrameworkCore;
using Personalize.Data.Activities;
using Personalize.Engine.Interactions;

namespace Personalize.Tests.Data;

/// <summary>What every journal promises.</summary>
public abstract class JournalContract(TestDatabase database)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected static NewActivity View(int customer, double mass = 0.5, DateTimeOffset? at = null, Guid? id = null) => new(
        id ?? Guid.CreateVersion7(), customer, ItemId: null, ActivityKind.View, Value: 1, Text: null,
        at ?? Noon, RecordedAt: Noon, Source: "api", mass);

    [Fact]
    public async Task Stored_activity_reads_back_as_it_was()
    {
        database.Require();
        var customer = await database.AddCustomerAsync();
        var item = await database.AddItemAsync();
        var given = new NewActivity(
            Guid.CreateVersion7(), customer, item, ActivityKind.Comment, Value: 4.5, Text: "Grüße 👋 'quoted'",
            Noon.AddTicks(1234560), Noon.AddSeconds(3), "import", EngagementMass: 0.4);

        var sequence = Assert.Single(await database.Journal.AppendAsync([given], Cancellation));

        await using var db = await database.OpenAsync();
        var row = await db.Activities.SingleAsync(activity => activity.ActivityId == given.ActivityId, Cancellation);
        Assert.Equal(
            (sequence, customer, item, ActivityKind.Comment, 4.5, given.Text, given.OccurredAt, given.RecordedAt, "import"),
            (row.Sequence, row.CustomerId, row.ItemId!.Value, row.Kind, row.Value, row.Text, row.OccurredAt, row.RecordedAt, row.Source));
        Assert.Equal(customer % Activity.Partitions, row.Partition);
    }

    [Fact]
    public async Task Sequences_grow_in_the_order_of_the_batch()
    {
        database.Require();
        var customer = await database.AddCustomerAsync();

        var sequences = await database.Journal.AppendAsync([.. Enumerable.Range(0, 50).Select(_ => View(customer))], Cancellation);

        Assert.Equal(50, sequences.Distinct().Count());
        Assert.Equal(sequences.Order(), sequences);
        Assert.All(sequences, sequence => Assert.True(sequence > 0));
    }

    [Fact]
    public async Task Masses_counts_and_last_time_grow_once_per_activity()
    {
        database.Require();
        var (first, second) = (await database.AddCustomerAsync(), await database.AddCustomerAsync());

        await database.Journal.AppendAsync([View(first, mass: 0.25, Noon), View(second, mass: 1), View(first, mass: 0.5, Noon.AddDays(1))], Cancellation);
        await database.Journal.AppendAsync([View(first, mass: 2, Noon.AddDays(-9))], Cancellation);

        var customer = await database.CustomerAsync(first);
        Assert.Equal((2.75, 3, Noon.AddDays(1)), (customer.EngagementMass, customer.ActivityCount, customer.LastActivityAt!.Value));
    }

    [Fact]
    public async Task Empty_batch_stores_nothing()
    {
        database.Require();
        Assert.Empty(await database.Journal.AppendAsync([], Cancellation));
    }

    [Fact]
    public async Task Repeated_ids_count_once_within_a_batch_and_across_batches()
    {
        database.Require();
        var customer = await database.AddCustomerAsync();
        var (a, b, c) = (View(customer), View(customer), View(customer));

        var first = await database.Journal.AppendAsync([a, b, a with { EngagementMass = 100 }], Cancellation);
        var second = await database.Journal.AppendAsync([b, c, c], Cancellation);

        Assert.True(first[0] > 0 && first[1] > first[0] && second[1] > first[1]);
        Assert.Equal((0L, 0L, 0L), (first[2], second[0], second[2]));
        await HasAsync(customer, activities: 3, mass: 1.5);
    }

    [Fact]
    public async Task Greatest_batch_is_stored_whole()
    {
        database.Require();
        var customer = await database.AddCustomerAsync();
        var batch = Enumerable.Range(0, 5000).Select(_ => View(customer, mass: 0.25)).ToList();

        var sequences = await database.Journal.AppendAsync(batch, Cancellation);

        Assert.Equal(5000, sequences.Distinct().Count());
        await HasAsync(customer, activities: 5000, mass: 1250);
    }

    [Fact]
    public async Task Activity_of_an_unknown_customer_rejects_the_batch_and_leaves_nothing()
    {
        database.Require();
        var customer = await database.AddCustomerAsync();

        await RejectsAsync([View(customer), View(int.MaxValue)]);

        await HasAsync(customer, activities: 0, mass: 0);
    }

    [Fact]
    public async Task Activity_of_an_unknown_item_rejects_the_batch_and_leaves_nothing()
    {
        database.Require();
        var customer = await database.AddCustomerAsync();

        await RejectsAsync([View(customer), View(customer) with { ItemId = int.MaxValue }]);

        await HasAsync(customer, activities: 0, mass: 0);
    }

    [Fact]
    public async Task Deleted_customer_counts_as_unknown()
    {
        database.Require();
        var (deleted, alive) = (await database.AddCustomerAsync(), await database.AddCustomerAsync());
        await using (var db = await database.OpenAsync())
        {
            (await db.Customers.SingleAsync(row => row.Id == deleted, Cancellation)).DeletedAt = Noon;
            await db.SaveChangesAsync(Cancellation);
        }

        await RejectsAsync([View(alive), View(deleted)]);

        await HasAsync(alive, activities: 0, mass: 0);
    }

    public static TheoryData<double, double> PoisonousFigures => new()
    {
        { double.NaN, 1 }, { double.PositiveInfinity, 1 }, { double.NegativeInfinity, 1 },
        { 1, double.NaN }, { 1, double.PositiveInfinity }, { 1, -0.5 },
    };

    [Theory]
    [MemberData(nameof(PoisonousFigures))]
    public async Task Figures_that_would_poison_sums_are_rejected(double value, double mass)
    {
        database.Require();
        var customer = await database.AddCustomerAsync();

        await RejectsAsync([View(customer), View(customer) with { Value = value, EngagementMass = mass }]);

        await HasAsync(customer, activities: 0, mass: 0);
    }

    [Fact]
    public async Task Sum_of_masses_beyond_double_is_rejected()
    {
        database.Require();
        var customer = await database.AddCustomerAsync();
        await database.Journal.AppendAsync([View(customer, mass: 1e308)], Cancellation);

        await RejectsAsync([View(customer, mass: 1e308)]);

        await HasAsync(customer, activities: 1, mass: 1e308);
    }

    [Fact]
    public async Task Text_of_the_greatest_length_is_kept_and_a_longer_one_rejected()
    {
        database.Require();
        var customer = await database.AddCustomerAsync();
        var text = new string('ß', Activity.TextMaxLength);

        await database.Journal.AppendAsync([View(customer) with { Text = text }], Cancellation);
        await RejectsAsync([View(customer) with { Text = text + "ß" }]);
        await RejectsAsync([View(customer) with { Text = "a\0b" }]);

        await using var db = await database.OpenAsync();
        Assert.Equal([text], await db.Activities.Where(row => row.CustomerId == customer).Select(row => row.Text).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Journal_works_on_after_a_rejection()
    {
        database.Require();
        var customer = await database.AddCustomerAsync();
        await RejectsAsync([View(int.MaxValue)]);

        Assert.True(Assert.Single(await database.Journal.AppendAsync([View(customer)], Cancellation)) > 0);
    }

    [Fact]
    public async Task Cancelled_append_stores_nothing()
    {
        database.Require();
        var customer = await database.AddCustomerAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => database.Journal.AppendAsync([View(customer)], new CancellationToken(canceled: true)));

        await HasAsync(customer, activities: 0, mass: 0);
    }

    /// <summary>Each writer sends all ids, in an order of its own, over all customers: half of the sends race for the same rows.</summary>
    [Fact]
    public async Task Eight_writers_of_the_same_activities_store_each_once()
    {
        database.Require();
        const int Writers = 8, Activities = 400, Batch = 40;
        var customers = new List<int>();
        for (var number = 0; number < 5; number++) customers.Add(await database.AddCustomerAsync());
        NewActivity[] all = [.. Enumerable.Range(0, Activities).Select(number => View(customers[number % 5], mass: 0.125))];

        var stored = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var mine = all.ToArray();
            new Random(writer).Shuffle(mine);
            var count = 0;
            foreach (var batch in mine.Chunk(Batch))
                count += (await database.Journal.AppendAsync(batch, Cancellation)).Count(sequence => sequence > 0);
            return count;
        })));

        Assert.Equal(Activities, stored.Sum());
        foreach (var customer in customers) await HasAsync(customer, activities: Activities / 5, mass: Activities / 5 * 0.125);
    }

    [Fact]
    public async Task Appending_and_saving_at_once_lose_nothing()
    {
        database.Require();
        var customer = await database.AddCustomerAsync();
        var appending = Task.Run(async () =>
        {
            for (var round = 0; round < 100; round++) await database.Journal.AppendAsync([View(customer, mass: 1)], Cancellation);
        }, Cancellation);
        var saving = Task.Run(async () =>
        {
            for (var round = 1; round <= 100; round++)
            {
                await using var db = await database.OpenAsync();
                (await db.Customers.SingleAsync(row => row.Id == customer, Cancellation)).Age = round;
                await db.SaveChangesAsync(Cancellation);
            }
        }, Cancellation);

        await Task.WhenAll(appending, saving);

        await HasAsync(customer, activities: 100, mass: 100);
        Assert.Equal(100, (await database.CustomerAsync(customer)).Age);
    }

    private Task<JournalRejectedException> RejectsAsync(NewActivity[] batch) =>
        Assert.ThrowsAsync<JournalRejectedException>(() => database.Journal.AppendAsync(batch, Cancellation));

    private async Task HasAsync(int customer, int activities, double mass)
    {
        await using var db = await database.OpenAsync();
        Assert.Equal(activities, await db.Activities.CountAsync(row => row.CustomerId == customer, Cancellation));
        var row = await db.Customers.IgnoreQueryFilters().AsNoTracking().SingleAsync(one => one.Id == customer, Cancellation);
        Assert.Equal((activities, mass), (row.ActivityCount, row.EngagementMass));
    }
}

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
}

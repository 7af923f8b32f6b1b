using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Activities;
using Personalize.Data.Customers;
using Personalize.Engine.Interactions;

namespace Personalize.Tests.Data;

/// <summary>What is read back of activities: state, timeline, training rows, counts.</summary>
public abstract class ActivityReadingContract(TestDatabase database)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task State_holds_the_newest_activities_and_the_highest_position()
    {
        database.Require();
        var id = await database.AddCustomerAsync(customer =>
        {
            customer.Interests = ["tea"];
            customer.PurchaseHistory = [new() { Item = "Kettle" }];
        });
        var sequences = await AppendAsync(id, hours: [3, 1, 2, 0]);
        await using var db = await database.OpenAsync();

        var state = (await db.CustomerStateAsync(id, recent: 3, Cancellation))!;

        Assert.Equal([sequences[0], sequences[2], sequences[1]], state.Recent.Select(row => row.Sequence));
        Assert.Equal((sequences[3], 4L, 4.0, Noon.AddHours(3)), (state.Position, state.ActivityCount, state.EngagementMass, state.LastActivityAt!.Value));
        Assert.Equal(["tea", "Kettle"], [.. state.Interests, .. state.DeclaredPurchases]);
    }

    [Fact]
    public async Task State_of_a_new_customer_is_empty_and_of_none_is_null()
    {
        database.Require();
        var id = await database.AddCustomerAsync();
        await using var db = await database.OpenAsync();

        var state = (await db.CustomerStateAsync(id, recent: 3, Cancellation))!;

        Assert.Empty(state.Recent);
        Assert.Equal(0, state.Position);
        Assert.Null(await db.CustomerStateAsync(int.MaxValue, recent: 3, Cancellation));
    }

    [Fact]
    public async Task Training_rows_are_those_with_items_of_living_customers_up_to_the_instant()
    {
        database.Require();
        var (alive, deleted, item) = (await database.AddCustomerAsync(), await database.AddCustomerAsync(), await database.AddItemAsync());
        await database.Journal.AppendAsync(
            [
                View(alive, 0) with { ItemId = item, Kind = ActivityKind.Purchase, Value = 3 }, View(alive, 1), View(alive, 2) with { ItemId = item },
                View(alive, 1) with { ItemId = item }, View(deleted, 0) with { ItemId = item },
            ],
            Cancellation);
        await using var db = await database.OpenAsync();
        (await db.Customers.SingleAsync(customer => customer.Id == deleted, Cancellation)).DeletedAt = Noon;
        await db.SaveChangesAsync(Cancellation);

        var rows = await db.TrainingRows(notAfter: Noon.AddHours(1)).Where(row => row.ItemId == item).ToListAsync(Cancellation);

        Assert.Equal(
            [new(alive, item, ActivityKind.Purchase, Noon), new(alive, item, ActivityKind.View, Noon.AddHours(1))], rows);
    }

    [Fact]
    public async Task Snapshot_does_not_see_what_commits_after_its_first_read()
    {
        database.Require();
        var id = await database.AddCustomerAsync();
        await using var db = await database.OpenAsync();
        await using var snapshot = await db.BeginSnapshotAsync(Cancellation);
        Assert.Equal(0, await db.Activities.CountAsync(activity => activity.CustomerId == id, Cancellation));

        await AppendAsync(id, hours: [1]);

        Assert.Equal(0, await db.Activities.CountAsync(activity => activity.CustomerId == id, Cancellation));
    }

    private static NewActivity View(int customer, double hour) => new(
        Guid.CreateVersion7(), customer, ItemId: null, ActivityKind.View, Value: 1, Text: null,
        Noon.AddHours(hour), RecordedAt: Noon, Source: "api", EngagementMass: 1);

    private Task<IReadOnlyList<long>> AppendAsync(int customer, double[] hours) =>
        database.Journal.AppendAsync([.. hours.Select(hour => View(customer, hour))], Cancellation);
}

public sealed class SqliteActivityReadingTests(SqliteDatabase database) : ActivityReadingContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresActivityReadingTests(PostgresDatabase database) : ActivityReadingContract(database), IClassFixture<PostgresDatabase>;

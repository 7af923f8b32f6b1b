using Microsoft.EntityFrameworkCore;
using Personalize.Data.Activities;
using Personalize.Data.Customers;
using Personalize.Engine.Interactions;

namespace Personalize.Tests.Data;

/// <summary>Deleted customers: hidden at once, erased when due.</summary>
public abstract class CustomerPurgeContract(TestDatabase database)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deleted_customer_is_hidden_and_its_key_is_free()
    {
        database.Require();
        var first = await database.AddCustomerAsync(customer => customer.CustomerId = "again");
        await DeleteAsync(first);

        var second = await database.AddCustomerAsync(customer => customer.CustomerId = "again");

        await using var db = await database.OpenAsync();
        Assert.Equal([second], await db.Customers.Where(c => c.CustomerId == "again").Select(c => c.Id).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Purge_erases_due_customers_with_all_that_is_theirs_and_spares_the_rest()
    {
        database.Require();
        await PurgeWhatOthersLeftAsync();
        var (due, fresh, alive) = (await database.AddCustomerAsync(), await database.AddCustomerAsync(), await database.AddCustomerAsync());
        await database.Journal.AppendAsync([View(due), View(due), View(fresh), View(alive)], Cancellation);
        await ServeAsync(due);
        await DeleteAsync(due);
        database.Time.Advance(TimeSpan.FromMinutes(10));
        await DeleteAsync(fresh);
        await using var db = await database.OpenAsync();

        var erased = await db.PurgeCustomersAsync(deletedBy: database.Time.GetUtcNow().AddMinutes(-10), most: 2, Cancellation);

        Assert.Equal(1, erased);
        Assert.Equal([fresh, alive], await db.Customers.IgnoreQueryFilters().Where(c => c.Id == due || c.Id == fresh || c.Id == alive).Select(c => c.Id).Order().ToListAsync(Cancellation));
        Assert.Equal([fresh, alive], await db.Activities.Where(a => a.CustomerId == due || a.CustomerId == fresh || a.CustomerId == alive).Select(a => a.CustomerId).Order().ToListAsync(Cancellation));
        Assert.False(await db.ServedLists.AnyAsync(served => served.CustomerId == due, Cancellation));
        Assert.False(await db.MadeLists.AnyAsync(list => list.CustomerId == due, Cancellation));
    }

    [Fact]
    public async Task Purge_erases_no_more_at_once_than_it_was_allowed()
    {
        database.Require();
        await PurgeWhatOthersLeftAsync();
        await DeleteAsync(await database.AddCustomerAsync());
        await DeleteAsync(await database.AddCustomerAsync());
        await using var db = await database.OpenAsync();
        var now = database.Time.GetUtcNow();

        Assert.Equal(1, await db.PurgeCustomersAsync(now, most: 1, Cancellation));
        Assert.Equal(1, await db.PurgeCustomersAsync(now, most: 1, Cancellation));
        Assert.Equal(0, await db.PurgeCustomersAsync(now, most: 1, Cancellation));
    }

    // The tests of a class share their database.
    private async Task PurgeWhatOthersLeftAsync()
    {
        await using var db = await database.OpenAsync();
        await db.PurgeCustomersAsync(database.Time.GetUtcNow(), most: int.MaxValue, Cancellation);
        database.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task DeleteAsync(int id)
    {
        await using var db = await database.OpenAsync();
        (await db.Customers.SingleAsync(customer => customer.Id == id, Cancellation)).DeletedAt = database.Time.GetUtcNow();
        await db.SaveChangesAsync(Cancellation);
    }

    private async Task ServeAsync(int customer)
    {
        var list = ServedLists.Made(customer, database.Time.GetUtcNow());
        await database.Served.AppendAsync(new([ServedLists.Shelf], [list], [ServedLists.Serving(list)]), Cancellation);
        await using var db = await database.OpenAsync();
        Assert.True(await db.MadeLists.AnyAsync(made => made.CustomerId == customer, Cancellation));
    }

    private static NewActivity View(int customer) => new(
        Guid.CreateVersion7(), customer, ItemId: null, ActivityKind.View, Value: 1, Text: null,
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, Source: "api", EngagementMass: 1);
}

public sealed class SqliteCustomerPurgeTests(SqliteDatabase database) : CustomerPurgeContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresCustomerPurgeTests(PostgresDatabase database) : CustomerPurgeContract(database), IClassFixture<PostgresDatabase>;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Data.Activities;
using Personalize.Data.Customers;
using Personalize.Data.Recommendations;
using Personalize.Engine.Interactions;

namespace Personalize.Tests.Data;

/// <summary>Keys, versions, deletion and bulk writing of customers.</summary>
public abstract class CustomerStoreContract(TestDatabase database)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CustomerUpsert Upsert => database.Services.GetRequiredService<CustomerUpsert>();

    [Fact]
    public async Task Customer_reads_back_as_it_was_saved()
    {
        database.Require();
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));
        var id = await database.AddCustomerAsync(customer =>
        {
            (customer.Age, customer.Gender, customer.SentimentScore) = (41, "female", 0.25);
            customer.Interests = ["tea", "Größe", "日本", ""];
            customer.PurchaseHistory = [new() { Item = "Kettle", Quantity = 2, PriceCents = 1999, At = at }, new() { Item = "Cup" }];
        });

        var read = await database.CustomerAsync(id);

        Assert.Equal((41, "female", 0.25), (read.Age!.Value, read.Gender, read.SentimentScore!.Value));
        Assert.Equal(["tea", "Größe", "日本", ""], read.Interests);
        Assert.Equal(["Kettle", "Cup"], read.PurchaseHistory.Select(purchase => purchase.Item));
        Assert.Equal((2, 1999L, at), (read.PurchaseHistory[0].Quantity!.Value, read.PurchaseHistory[0].PriceCents!.Value, read.PurchaseHistory[0].At!.Value));
        Assert.Null(read.PurchaseHistory[1].At);
        Assert.Equal((database.Time.GetUtcNow(), database.Time.GetUtcNow()), (read.CreatedAt, read.UpdatedAt));
        Assert.NotEqual(Guid.Empty, read.Version);
    }

    [Fact]
    public async Task Keys_are_compared_byte_by_byte()
    {
        database.Require();
        string[] keys = ["Éa", "éa", "ea", "EA", "ea "];
        foreach (var key in keys) await database.AddCustomerAsync(customer => customer.CustomerId = key);

        await using var db = await database.OpenAsync();
        var found = await db.Customers.Where(customer => customer.CustomerId == "ea").Select(customer => customer.CustomerId).ToListAsync(Cancellation);
        var ordered = await db.Customers
            .Where(customer => keys.Contains(customer.CustomerId))
            .OrderBy(customer => customer.CustomerId)
            .Select(customer => customer.CustomerId).ToListAsync(Cancellation);

        Assert.Equal(["ea"], found);
        Assert.Equal(["EA", "ea", "ea ", "Éa", "éa"], ordered);
    }

    [Fact]
    public async Task Second_customer_of_a_key_is_refused_as_a_duplicate()
    {
        database.Require();
        await database.AddCustomerAsync(customer => customer.CustomerId = "taken");

        var problem = await Assert.ThrowsAsync<DbUpdateException>(
            () => database.AddCustomerAsync(customer => customer.CustomerId = "taken"));

        Assert.True(problem.IsDuplicateKey());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Customer.CustomerIdMaxLength + 1)]
    public async Task Key_of_a_wrong_length_is_refused(int length)
    {
        database.Require();

        var problem = await Assert.ThrowsAsync<DbUpdateException>(
            () => database.AddCustomerAsync(customer => customer.CustomerId = new string('x', length)));

        Assert.False(problem.IsDuplicateKey());
    }

    [Fact]
    public async Task Key_of_the_greatest_length_is_kept_whole()
    {
        database.Require();
        var key = new string('ß', Customer.CustomerIdMaxLength);

        var id = await database.AddCustomerAsync(customer => customer.CustomerId = key);

        Assert.Equal(key, (await database.CustomerAsync(id)).CustomerId);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(151)]
    public async Task Age_out_of_range_is_refused(int age)
    {
        database.Require();
        await Assert.ThrowsAsync<DbUpdateException>(() => database.AddCustomerAsync(customer => customer.Age = age));
    }

    [Fact]
    public async Task Save_over_somebody_elses_save_is_refused_and_changes_nothing()
    {
        database.Require();
        var id = await database.AddCustomerAsync();
        await using var mine = await database.OpenAsync();
        await using var theirs = await database.OpenAsync();
        var (here, there) = (await mine.Customers.SingleAsync(c => c.Id == id, Cancellation), await theirs.Customers.SingleAsync(c => c.Id == id, Cancellation));

        (there.Age, here.Age) = (30, 31);
        await theirs.SaveChangesAsync(Cancellation);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => mine.SaveChangesAsync(Cancellation));
        Assert.Equal(30, (await database.CustomerAsync(id)).Age);
    }

    [Fact]
    public async Task Activities_do_not_spoil_an_editors_save()
    {
        database.Require();
        var id = await database.AddCustomerAsync();
        await using var db = await database.OpenAsync();
        var customer = await db.Customers.SingleAsync(row => row.Id == id, Cancellation);
        await database.Journal.AppendAsync([View(id)], Cancellation);

        customer.Age = 30;
        await db.SaveChangesAsync(Cancellation);

        var read = await database.CustomerAsync(id);
        Assert.Equal((30, 1L, 1.0), (read.Age!.Value, read.ActivityCount, read.EngagementMass));
    }

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
        Assert.False(await db.ServedLists.AnyAsync(list => list.CustomerId == due, Cancellation));
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

    [Fact]
    public async Task Upsert_tells_created_updated_and_unchanged_apart()
    {
        database.Require();
        CustomerRow[] first = [Row("u1") with { Age = 20 }, Row("u2") with { Interests = ["a", "b"] }, Row("u3")];
        CustomerRow[] second = [Row("u1") with { Age = 21 }, Row("u2") with { Interests = ["a", "b"] }, Row("u4"), Row("u4") with { Age = 5 }, Row("u3")];

        var before = await Upsert.UpsertAsync(first, CustomerFields.All, Cancellation);
        var after = await Upsert.UpsertAsync(second, CustomerFields.All, Cancellation);

        Assert.All(before, outcome => Assert.Equal(UpsertOutcome.Created, outcome));
        Assert.Equal([UpsertOutcome.Updated, UpsertOutcome.Unchanged, UpsertOutcome.Created, UpsertOutcome.Updated, UpsertOutcome.Unchanged], after);
        await using var db = await database.OpenAsync();
        Assert.Equal([21, 5], await db.Customers.Where(c => c.CustomerId == "u1" || c.CustomerId == "u4").OrderBy(c => c.CustomerId).Select(c => c.Age!.Value).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Upsert_leaves_parts_that_are_not_given_and_the_version_of_unchanged_rows()
    {
        database.Require();
        var purchase = new DeclaredPurchase { Item = "Kettle", At = database.Time.GetUtcNow().AddTicks(7) };
        var full = Row("p1") with { Age = 20, Gender = "male", PurchaseHistory = [purchase] };
        await Upsert.UpsertAsync([full], CustomerFields.All, Cancellation);
        var version = (await FindAsync("p1")).Version;

        var same = await Upsert.UpsertAsync([full with { }], CustomerFields.All, Cancellation);
        Assert.Equal((UpsertOutcome.Unchanged, version), (Assert.Single(same), (await FindAsync("p1")).Version));

        var part = await Upsert.UpsertAsync([Row("p1") with { Age = 30 }], CustomerFields.Age, Cancellation);
        var read = await FindAsync("p1");
        Assert.Equal((UpsertOutcome.Updated, 30, "male", "Kettle"), (Assert.Single(part), read.Age!.Value, read.Gender, Assert.Single(read.PurchaseHistory).Item));
        Assert.NotEqual(version, read.Version);
    }

    [Fact]
    public async Task Upserts_of_the_same_new_customers_at_once_create_each_once()
    {
        database.Require();
        CustomerRow[] rows = [.. Enumerable.Range(0, 200).Select(number => Row($"race-{number}"))];

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Upsert.UpsertAsync(rows, CustomerFields.All, Cancellation))));

        Assert.Equal(200, outcomes.Sum(one => one.Count(outcome => outcome is UpsertOutcome.Created)));
        await using var db = await database.OpenAsync();
        Assert.Equal(200, await db.Customers.CountAsync(c => c.CustomerId.StartsWith("race-"), Cancellation));
    }

    [Fact]
    public async Task Masses_of_the_population_are_those_of_customers_with_activities()
    {
        database.Require();
        var (active, idle) = (await database.AddCustomerAsync(), await database.AddCustomerAsync());
        await database.Journal.AppendAsync([View(active) with { EngagementMass = 987.5 }], Cancellation);
        await using var db = await database.OpenAsync();

        var masses = await db.EngagementMassesAsync(Cancellation);

        Assert.Single(masses, mass => mass.Equals(987.5));
        Assert.DoesNotContain(0.0, masses);
        Assert.Equal(0, (await database.CustomerAsync(idle)).EngagementMass);
    }

    private static CustomerRow Row(string key) => new() { CustomerId = key };

    private static NewActivity View(int customer) => new(
        Guid.CreateVersion7(), customer, ItemId: null, ActivityKind.View, Value: 1, Text: null,
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, Source: "api", EngagementMass: 1);

    private async Task<Customer> FindAsync(string key)
    {
        await using var db = await database.OpenAsync();
        return await db.Customers.AsNoTracking().SingleAsync(customer => customer.CustomerId == key, Cancellation);
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
        await using var db = await database.OpenAsync();
        db.ServedLists.Add(new ServedList
        {
            Id = Guid.CreateVersion7(),
            CustomerId = customer,
            ServedAt = database.Time.GetUtcNow(),
            ModelVersion = 1,
            Rung = "popular",
            Source = "api",
            Items = [new() { ItemId = 1, Score = 0.5 }],
        });
        await db.SaveChangesAsync(Cancellation);
    }
}

public sealed class SqliteCustomerStoreTests(SqliteDatabase database) : CustomerStoreContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresCustomerStoreTests(PostgresDatabase database) : CustomerStoreContract(database), IClassFixture<PostgresDatabase>;

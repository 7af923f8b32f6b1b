using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Activities;
using Personalize.Data.Customers;
using Personalize.Engine.Interactions;

namespace Personalize.Tests.Data;

/// <summary>Keys, limits and versions of customers.</summary>
public abstract class CustomerStoreContract(TestDatabase database)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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

    private static NewActivity View(int customer) => new(
        Guid.CreateVersion7(), customer, ItemId: null, ActivityKind.View, Value: 1, Text: null,
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, Source: "api", EngagementMass: 1);
}

public sealed class SqliteCustomerStoreTests(SqliteDatabase database) : CustomerStoreContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresCustomerStoreTests(PostgresDatabase database) : CustomerStoreContract(database), IClassFixture<PostgresDatabase>;

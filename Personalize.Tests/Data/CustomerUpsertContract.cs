using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Customers;

namespace Personalize.Tests.Data;

/// <summary>Writing many customers at once, as imports do.</summary>
public abstract class CustomerUpsertContract(TestDatabase database)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CustomerUpsert Upsert => database.Services.GetRequiredService<CustomerUpsert>();

    [Fact]
    public async Task Upsert_tells_created_updated_and_unchanged_apart()
    {
        database.Require();
        CustomerRow[] first = [Row("u1") with { Age = 20 }, Row("u2") with { Interests = ["a", "b"] }, Row("u3")];
        CustomerRow[] second = [Row("u1") with { Age = 21 }, Row("u2") with { Interests = ["a", "b"] }, Row("u4"), Row("u4") with { Age = 5 }, Row("u3")];

        var before = await Upsert.UpsertAsync(TestDatabase.Tester, first, CustomerFields.All, Cancellation);
        var after = await Upsert.UpsertAsync(TestDatabase.Tester, second, CustomerFields.All, Cancellation);

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
        await Upsert.UpsertAsync(TestDatabase.Tester, [full], CustomerFields.All, Cancellation);
        var version = (await FindAsync("p1")).Version;

        var same = await Upsert.UpsertAsync(TestDatabase.Tester, [full with { }], CustomerFields.All, Cancellation);
        Assert.Equal((UpsertOutcome.Unchanged, version), (Assert.Single(same), (await FindAsync("p1")).Version));

        var part = await Upsert.UpsertAsync(TestDatabase.Tester, [Row("p1") with { Age = 30 }], CustomerFields.Age, Cancellation);
        var read = await FindAsync("p1");
        Assert.Equal((UpsertOutcome.Updated, 30, "male", "Kettle"), (Assert.Single(part), read.Age!.Value, read.Gender, Assert.Single(read.PurchaseHistory).Item));
        Assert.NotEqual(version, read.Version);
    }

    [Fact]
    public async Task Upserts_of_the_same_new_customers_at_once_create_each_once()
    {
        database.Require();
        CustomerRow[] rows = [.. Enumerable.Range(0, 200).Select(number => Row($"race-{number}"))];

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Upsert.UpsertAsync(TestDatabase.Tester, rows, CustomerFields.All, Cancellation))));

        Assert.Equal(200, outcomes.Sum(one => one.Count(outcome => outcome is UpsertOutcome.Created)));
        await using var db = await database.OpenAsync();
        Assert.Equal(200, await db.Customers.CountAsync(c => c.CustomerId.StartsWith("race-"), Cancellation));
    }

    private static CustomerRow Row(string key) => new() { CustomerId = key };

    private async Task<Customer> FindAsync(string key)
    {
        await using var db = await database.OpenAsync();
        return await db.Customers.AsNoTracking().SingleAsync(customer => customer.CustomerId == key, Cancellation);
    }
}

public sealed class SqliteCustomerUpsertTests(SqliteDatabase database) : CustomerUpsertContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresCustomerUpsertTests(PostgresDatabase database) : CustomerUpsertContract(database), IClassFixture<PostgresDatabase>;

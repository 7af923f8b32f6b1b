using Personalize.Data.Customers;
using Personalize.Tests.Data;
using Personalize.Web.Customers;
using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Customers;

/// <summary>What the users page asks, answered alike by each database.</summary>
public abstract class CustomerPageContract(TestDatabase database) : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CustomerEditor Customers
    {
        get
        {
            var feed = new ChangeFeed(database.Time);
            var rules = new EngagementRules(database.Contexts);
            var live = new LiveState(new CustomerStateSource(database.Contexts, rules), new CustomerKeys(database.Contexts), feed, database.Time);
            return new CustomerEditor(database.Contexts, rules, new ModelHolder(feed), live, database.Time);
        }
    }

    public async ValueTask InitializeAsync()
    {
        database.Require();
        await using var db = await database.OpenAsync();
        if (db.Customers.Any()) return;
        db.Customers.AddRange(
            Customer("b-1", age: 40, "Hiking", "tea"),
            Observed(Customer("B-2", age: null, "hiking boots"), mass: 3),
            Declared(Customer("a_1", age: 20), engagement: 0.9),
            Declared(Observed(Customer("aX1", age: 30, "100% wool"), mass: 5), engagement: 0.1));
        await db.SaveChangesAsync(Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("b-", "B-2,b-1")]
    [InlineData("B-", "B-2,b-1")]
    [InlineData("a_", "a_1")]
    [InlineData("HIKING", "B-2,b-1")]
    [InlineData("0%", "aX1")]
    [InlineData("-1", "")]
    [InlineData(" ", "B-2,aX1,a_1,b-1")]
    public async Task Search_takes_the_beginning_of_an_id_or_a_part_of_an_interest_in_any_case(string search, string ids) =>
        Assert.Equal(ids, await IdsAsync(new CustomerFilter { Search = search }));

    [Theory]
    [InlineData("hiking", "b-1")]
    [InlineData("TEA", "b-1")]
    [InlineData("hik", "")]
    public async Task An_interest_is_meant_whole_in_any_case(string interest, string ids) =>
        Assert.Equal(ids, await IdsAsync(new CustomerFilter { Interest = interest }));

    [Fact]
    public async Task Ages_are_a_closed_range_that_the_unknown_is_not_in() =>
        Assert.Equal("aX1,a_1", await IdsAsync(new CustomerFilter { MinAge = 20, MaxAge = 30 }));

    [Fact]
    public async Task Without_an_age_is_last_both_ways()
    {
        Assert.Equal("a_1,aX1,b-1,B-2", await IdsAsync(new CustomerFilter(), CustomerSort.Age));
        Assert.Equal("b-1,aX1,a_1,B-2", await IdsAsync(new CustomerFilter(), CustomerSort.Age, descending: true));
    }

    [Fact]
    public async Task Engagement_is_sorted_as_shown_observed_then_declared_then_unknown()
    {
        Assert.Equal("B-2,aX1,a_1,b-1", await IdsAsync(new CustomerFilter(), CustomerSort.Engagement));
        Assert.Equal("aX1,B-2,a_1,b-1", await IdsAsync(new CustomerFilter(), CustomerSort.Engagement, descending: true));
    }

    [Fact]
    public async Task Pages_join_and_each_knows_the_total()
    {
        var first = await Customers.PageAsync(TestDatabase.Tester, new CustomerFilter(), CustomerSort.CustomerId, descending: false, start: 0, count: 3, Cancellation);
        var second = await Customers.PageAsync(TestDatabase.Tester, new CustomerFilter(), CustomerSort.CustomerId, descending: false, start: 3, count: 3, Cancellation);

        Assert.Equal((4, 4), (first.Total, second.Total));
        Assert.Equal(["B-2", "aX1", "a_1", "b-1"], first.Rows.Concat(second.Rows).Select(customer => customer.CustomerId));
    }

    private static Customer Customer(string id, int? age, params string[] interests) =>
        new() { CustomerId = id, Age = age, Interests = [.. interests] };

    private static Customer Observed(Customer customer, double mass)
    {
        (customer.EngagementMass, customer.ActivityCount) = (mass, 1);
        return customer;
    }

    private static Customer Declared(Customer customer, double engagement)
    {
        customer.DeclaredEngagement = engagement;
        return customer;
    }

    private async Task<string> IdsAsync(CustomerFilter filter, CustomerSort sort = CustomerSort.CustomerId, bool descending = false)
    {
        var page = await Customers.PageAsync(TestDatabase.Tester, filter, sort, descending, start: 0, count: 100, Cancellation);
        Assert.Equal(page.Rows.Count, page.Total);
        return string.Join(',', page.Rows.Select(customer => customer.CustomerId));
    }
}

public sealed class SqliteCustomerPageTests(SqliteDatabase database) : CustomerPageContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresCustomerPageTests(PostgresDatabase database) : CustomerPageContract(database), IClassFixture<PostgresDatabase>;

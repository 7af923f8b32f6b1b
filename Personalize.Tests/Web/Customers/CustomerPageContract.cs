using Personalize.Data;
using Personalize.Data.Customers;
using Personalize.Tests.Data;
using Personalize.Web.Customers;
using Personalize.Web.Hosting;
using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Customers;

/// <summary>What the users page asks, answered alike by each database.</summary>
public abstract class CustomerPageContract(TestDatabase database) : PageContract(database)
{
    private CustomerEditor Customers
    {
        get
        {
            var feed = new ChangeFeed(Database.Time);
            var rules = new EngagementRules(Database.Contexts);
            var live = new LiveState(new CustomerStateSource(Database.Contexts, rules), new CustomerKeys(Database.Contexts), feed, Database.Time);
            return new CustomerEditor(Database.Contexts, rules, new ModelHolder(feed), live, Database.Time);
        }
    }

    [Theory]
    [InlineData("HIKING", "B-2,b-1")]
    [InlineData("0%", "aX1")]
    public async Task Search_takes_a_part_of_an_interest_in_any_case(string search, string ids) =>
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
    public async Task Engagement_is_sorted_as_shown_observed_then_declared_then_unknown()
    {
        Assert.Equal("B-2,aX1,a_1,b-1", await IdsAsync(new CustomerFilter(), CustomerSort.Engagement));
        Assert.Equal("aX1,B-2,a_1,b-1", await IdsAsync(new CustomerFilter(), CustomerSort.Engagement, SortOrder.Descending));
    }

    protected override bool AddRows(PersonalizeDb db)
    {
        if (db.Customers.Any()) return false;
        db.Customers.AddRange(
            Customer("b-1", age: 40, "Hiking", "tea"),
            Observed(Customer("B-2", age: null, "hiking boots"), mass: 3),
            Declared(Customer("a_1", age: 20), engagement: 0.9),
            Declared(Observed(Customer("aX1", age: 30, "100% wool"), mass: 5), engagement: 0.1));
        return true;
    }

    protected override async Task<(IReadOnlyList<string> Keys, int Total)> PageAsync(string? search, int start, int count)
    {
        var page = await Customers.PageAsync(
            TestDatabase.Tester, new CustomerFilter { Search = search }, CustomerSort.CustomerId, SortOrder.Ascending, start, count, Cancellation);
        return ([.. page.Rows.Select(customer => customer.CustomerId)], page.Total);
    }

    protected override Task<string> SortedByValueAsync(SortOrder order) => IdsAsync(new CustomerFilter(), CustomerSort.Age, order);

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

    private async Task<string> IdsAsync(
        CustomerFilter filter, CustomerSort sort = CustomerSort.CustomerId, SortOrder order = SortOrder.Ascending)
    {
        var page = await Customers.PageAsync(TestDatabase.Tester, filter, sort, order, start: 0, count: 100, Cancellation);
        Assert.Equal(page.Rows.Count, page.Total);
        return string.Join(',', page.Rows.Select(customer => customer.CustomerId));
    }
}

public sealed class SqliteCustomerPageTests(SqliteDatabase database) : CustomerPageContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresCustomerPageTests(PostgresDatabase database) : CustomerPageContract(database), IClassFixture<PostgresDatabase>;

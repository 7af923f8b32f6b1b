using System.Globalization;
using Personalize.Web.Catalogue;
using Personalize.Web.Customers;
using Personalize.Web.Hosting;

namespace Personalize.Tests.Web.Pages;

public sealed class AddressTests
{
    [Fact]
    public void Any_view_of_the_users_survives_its_address()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var query = new CustomerQuery
            {
                Filter = new()
                {
                    Search = Maybe(random, "C0 1&x=2"),
                    Interest = Maybe(random, "hiking"),
                    Gender = Maybe(random, "F"),
                    MinAge = random.Next(2) == 0 ? null : random.Next(151),
                    MaxAge = random.Next(2) == 0 ? null : random.Next(151),
                    ColdOnly = random.Next(2) == 0,
                },
                Sort = (CustomerSort)random.Next(Enum.GetValues<CustomerSort>().Length),
                Order = (SortOrder)random.Next(2),
            };

            Assert.Equal(query, CustomerQuery.Read(Reader(query.ToQuery())));
        }
    }

    [Theory]
    [InlineData(CustomerQuery.MinAgeKey, "-1")]
    [InlineData(CustomerQuery.MinAgeKey, "151")]
    [InlineData(CustomerQuery.MaxAgeKey, "old")]
    [InlineData(CustomerQuery.SortKey, "nothing")]
    [InlineData(CustomerQuery.SortKey, "99")]
    [InlineData(CustomerQuery.DirectionKey, "sideways")]
    [InlineData(CustomerQuery.SearchKey, "  ")]
    public void A_mistyped_users_address_shows_the_whole_list(string key, string value) =>
        Assert.Equal(new CustomerQuery(), CustomerQuery.Read(asked => asked == key ? value : null));

    [Fact]
    public void Pressing_a_header_twice_turns_the_order()
    {
        var once = new CustomerQuery().SortedBy(CustomerSort.Age);
        var twice = once.SortedBy(CustomerSort.Age);

        Assert.Equal(SortOrder.Ascending, once.Order);
        Assert.Equal(SortOrder.Descending, twice.Order);
        Assert.Equal(SortOrder.Ascending, twice.SortedBy(CustomerSort.Engagement).Order);
    }

    [Fact]
    public void Any_view_of_the_items_survives_its_address()
    {
        var random = new Random(6);
        for (var round = 0; round < 200; round++)
        {
            var query = new ItemQuery
            {
                Filter = new() { Search = Maybe(random, "shoe"), Category = Maybe(random, "Sports & Outdoor"), ActiveOnly = random.Next(2) == 0 },
                Sort = (ItemSort)random.Next(Enum.GetValues<ItemSort>().Length),
                Order = (SortOrder)random.Next(2),
            };

            Assert.Equal(query, ItemQuery.Read(Reader(query.ToQuery())));
        }
    }

    [Fact]
    public void Ids_with_odd_characters_make_one_path_segment() =>
        Assert.Equal("/users/a%2Fb%3Fc%23d%20%3Ci%3E", CustomerLink.To("a/b?c#d <i>"));

    private static string? Maybe(Random random, string text) => random.Next(2) == 0 ? null : text;

    private static Func<string, string?> Reader(IReadOnlyDictionary<string, object?> query) =>
        key => Convert.ToString(query[key], CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
}

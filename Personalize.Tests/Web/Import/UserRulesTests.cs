using Personalize.Data.Customers;
using Personalize.Web.Import.Sheets;

namespace Personalize.Tests.Web.Import;

public sealed class UserRulesTests
{
    private static readonly string[] Header =
        ["customer_id", "age", "gender", "interests", "purchase_history", "engagement_score", "sentiment_score", "social_media_activity"];

    [Theory]
    [InlineData("customer_id", null, "customer_missing")]
    [InlineData("customer_id", "  ", "customer_missing")]
    [InlineData("customer_id", "123456789012345678901234567890123456789012345678901", "customer_id_length")]
    [InlineData("age", -1, "age_range")]
    [InlineData("age", 151, "age_range")]
    [InlineData("age", 12.7, "age_range")]
    [InlineData("age", "abc", "age_range")]
    [InlineData("age", "1e309", "age_range")]
    [InlineData("age", "NaN", "age_range")]
    [InlineData("gender", "12345678901", "gender_length")]
    [InlineData("interests", "[\"a\"", "interests_invalid")]
    [InlineData("interests", "{\"a\":1}", "interests_invalid")]
    [InlineData("interests", "[{\"a\":1}]", "interests_invalid")]
    [InlineData("interests", "[1]", "interests_invalid")]
    [InlineData("interests", "[\"\\ud800\"]", "interests_invalid")]
    [InlineData("interests", "12345678901234567890123456789012345678901234567890123456789012345", "interest_length")]
    [InlineData("purchase_history", "[{\"price\":1}]", "purchases_invalid")]
    [InlineData("purchase_history", "[{\"item\":\"a\",\"quantity\":-1}]", "purchases_invalid")]
    [InlineData("purchase_history", "[{\"item\":\"a\",\"quantity\":1000001}]", "purchases_invalid")]
    [InlineData("purchase_history", "[{\"item\":\"a\",\"price\":100000000.01}]", "purchases_invalid")]
    [InlineData("purchase_history", "[[\"a\"]]", "purchases_invalid")]
    [InlineData("purchase_history", "[\"\\ud800\"]", "purchases_invalid")]
    [InlineData("purchase_history", "[{\"item\":\"\\udc00\"}]", "purchases_invalid")]
    [InlineData("purchase_history", "[{\"\\ud800\":1,\"item\":\"a\"}]", "purchases_invalid")]
    [InlineData("engagement_score", 1.01, "engagement_range")]
    [InlineData("engagement_score", "high", "engagement_range")]
    [InlineData("engagement_score", "0,1", "engagement_range")]
    [InlineData("sentiment_score", -0.1, "sentiment_range")]
    [InlineData("social_media_activity", "12345678901", "social_length")]
    public void Faulty_cell_rejects_its_row_with_its_reason(string column, object? value, string code)
    {
        var (_, fault) = Read(column, value);

        Assert.Equal(code, fault?.Code);
        Assert.NotEmpty(fault!.Value.Message);
    }

    [Theory]
    [InlineData("interests")]
    [InlineData("purchase_history")]
    public void Json_of_depth_1000_is_too_deep(string column) =>
        Assert.Equal("too_deep", Read(column, new string('[', 1000) + new string(']', 1000)).Fault?.Code);

    [Theory]
    [InlineData(16, "interests_invalid")]
    [InlineData(17, "too_deep")]
    public void Sixteen_levels_of_json_are_the_limit(int depth, string code) =>
        Assert.Equal(code, Read("interests", new string('[', depth) + new string(']', depth)).Fault?.Code);

    [Fact]
    public void A_megabyte_of_deep_json_is_too_deep() =>
        Assert.Equal("too_deep", Read("purchase_history", new string('[', 500_000) + new string(']', 500_000)).Fault?.Code);

    [Theory]
    [InlineData(50, null)]
    [InlineData(51, "interests_count")]
    public void Fifty_interests_are_the_limit(int count, string? code) =>
        Assert.Equal(code, Read("interests", string.Join(',', Enumerable.Range(0, count).Select(index => $"i{index}"))).Fault?.Code);

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "purchases_count")]
    public void A_thousand_purchases_are_the_limit(int count, string? code) =>
        Assert.Equal(code, Read("purchase_history", string.Join(';', Enumerable.Range(0, count))).Fault?.Code);

    [Theory]
    [InlineData(0)]
    [InlineData(150)]
    [InlineData("30")]
    [InlineData("30.0")]
    public void Ages_at_the_ends_of_the_range_are_accepted(object age) => Assert.Null(Read("age", age).Fault);

    [Theory]
    [InlineData("""["home decor","Tea"]""")]
    [InlineData("['home decor', 'Tea']")]
    [InlineData("home decor, Tea")]
    [InlineData("home decor; Tea; ")]
    [InlineData("""["home decor","Tea","TEA"," "]""")]
    public void Interests_are_read_from_json_and_from_lists_with_phrases_kept(string text) =>
        Assert.Equal(["home decor", "Tea"], Read("interests", text).User!.Interests);

    [Fact]
    public void Purchases_are_read_from_objects_with_their_details()
    {
        var purchase = Assert.Single(Read("purchase_history", """[{"item":"Mug","quantity":2,"price":3.55,"date":"2024-05-06"}]""").User!.PurchaseHistory);

        Assert.Equal(("Mug", 2, 355L, new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero)), (purchase.Item, purchase.Quantity, purchase.PriceCents, purchase.At));
    }

    [Theory]
    [InlineData(17850.0, "17850")]
    [InlineData("17850.0", "17850")]
    [InlineData(" C1 ", "C1")]
    [InlineData("e\u0301", "é")]
    [InlineData("1.5", "1.5")]
    public void Customer_id_is_canonical(object given, string expected) => Assert.Equal(expected, Read("customer_id", given).User!.CustomerId);

    [Fact]
    public void Same_customer_in_two_forms_of_unicode_counts_once()
    {
        var rules = Rules();
        Assert.Null(rules.Read(Rows.Of(2, "Jos\u00E9"), out _));

        Assert.Equal("customer_duplicate", rules.Read(Rows.Of(3, " Jose\u0301 "), out _)?.Code);
    }

    [Fact]
    public void Rejected_row_does_not_claim_its_customer_id()
    {
        var rules = Rules();
        Assert.Equal("age_range", rules.Read(Rows.Of(2, "C1", -1), out _)?.Code);

        Assert.Null(rules.Read(Rows.Of(3, "C1", 30), out _));
    }

    [Fact]
    public void Sheet_speaks_only_of_the_columns_it_has()
    {
        var rules = new UserRules(SheetLayout.From(Rows.Of(1, "customer_id", "age")));

        Assert.Equal(CustomerFields.Age, rules.Given);
    }

    [Fact]
    public void Empty_cells_are_unknown_not_zero()
    {
        var user = Read("gender", "f").User!;

        Assert.Equal((null, null, null), (user.Age, user.DeclaredEngagement, user.SentimentScore));
    }

    [Fact]
    public void Long_value_is_cut_where_it_is_shown() =>
        Assert.Equal(200, Read("customer_id", new string('x', 5000)).Fault!.Value.ShownValue!.Length);

    [Fact]
    public void Long_value_is_not_cut_inside_a_character() =>
        Assert.Equal(new string('x', 199), Read("customer_id", new string('x', 199) + "\U0001F600" + new string('x', 5000)).Fault!.Value.ShownValue);

    private static UserRules Rules() => new(SheetLayout.From(Rows.Of(1, [.. Header])));

    private static (CustomerRow? User, RowFault? Fault) Read(string column, object? value)
    {
        var cells = new object?[Header.Length];
        cells[0] = "C1";
        cells[Array.IndexOf(Header, column)] = value;
        var fault = Rules().Read(Rows.Of(2, cells), out var user);
        return (user, fault);
    }
}

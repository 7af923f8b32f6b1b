using Personalize.Web.Shell;

namespace Personalize.Tests.Web.Shell;

public sealed class TypedSearchTests
{
    private readonly TypedSearch _search = new();

    [Fact]
    public void An_earlier_search_of_the_address_is_not_put_over_what_is_typed()
    {
        _search.Type("a");
        _search.Type("ab");

        _search.Follow(null);
        _search.Follow("a");

        Assert.Equal("ab", _search.Text);
    }

    [Fact]
    public void Once_the_address_has_answered_it_leads_again()
    {
        _search.Type("ab");
        _search.Follow("ab");

        _search.Follow(null);

        Assert.Null(_search.Text);
    }

    [Fact]
    public void Blanks_around_the_search_stay_as_typed_and_are_not_asked_for()
    {
        Assert.Equal("ab", _search.Type(" ab "));

        _search.Follow("ab");

        Assert.Equal(" ab ", _search.Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Nothing_but_blanks_asks_for_no_search(string? typed) => Assert.Null(_search.Type(typed));

    [Fact]
    public void The_first_address_fills_the_field()
    {
        _search.Follow("ab");

        Assert.Equal("ab", _search.Text);
    }
}

using Personalize.Web.Catalogue;

namespace Personalize.Tests.Web.Pages;

public sealed class ItemDraftTests
{
    [Theory]
    [InlineData("12.50", 1250L)]
    [InlineData(" 12 ", 1200L)]
    [InlineData("100000000", 10_000_000_000L)]
    [InlineData("", null)]
    public void A_price_is_a_number_with_a_point(string typed, long? cents)
    {
        var draft = Typed(typed);

        Assert.True(draft.TryToChange(out var change));
        Assert.Equal(cents, change.PriceCents.Value);
    }

    [Theory]
    [InlineData("12,50")]
    [InlineData("1,250.00")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("100000000.01")]
    [InlineData("12.345")]
    public void Whatever_else_is_refused_and_named(string typed)
    {
        var draft = Typed(typed);

        Assert.False(draft.TryToChange(out _));
        Assert.Contains(typed, draft.Errors["price"], StringComparison.Ordinal);
    }

    private static ItemDraft Typed(string price)
    {
        var draft = ItemDraft.New();
        (draft.Sku, draft.Title, draft.Price) = ("S1", "Thing", price);
        return draft;
    }
}

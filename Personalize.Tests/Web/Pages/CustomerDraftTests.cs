using Personalize.Web.Customers;

namespace Personalize.Tests.Web.Pages;

public sealed class CustomerDraftTests
{
    private static readonly CustomerView Before = new() { Id = 1, CustomerId = "C1", Age = 34, Gender = "F", Interests = ["hiking", "jazz"] };

    [Fact]
    public void Only_touched_fields_are_sent()
    {
        var draft = CustomerDraft.Of(Before);
        draft.Age = "35";

        Assert.True(draft.TryToChange(out var change));
        Assert.Equal(35, change.Age.Value);
        Assert.False(change.Gender.IsGiven);
        Assert.False(change.Interests.IsGiven);
        Assert.False(change.CustomerId.IsGiven);
    }

    [Fact]
    public void An_untouched_draft_is_not_dirty() => Assert.False(CustomerDraft.Of(Before).IsDirty);

    [Theory]
    [InlineData("old")]
    [InlineData("3.5")]
    [InlineData("99999999999")]
    public void Text_that_is_no_age_is_named_and_nothing_is_sent(string age)
    {
        var draft = CustomerDraft.Of(Before);
        draft.Age = age;

        Assert.False(draft.TryToChange(out _));
        Assert.Contains(age, draft.Errors["age"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_emptied_field_becomes_unknown_not_zero()
    {
        var draft = CustomerDraft.Of(Before);
        draft.Age = " ";

        Assert.True(draft.TryToChange(out var change));
        Assert.True(change.Age.IsGiven);
        Assert.Null(change.Age.Value);
    }

    [Fact]
    public void Interests_are_split_trimmed_and_told_once()
    {
        var draft = CustomerDraft.Of(Before);
        draft.Interests = " hiking,, Hiking , chess ";

        Assert.True(draft.TryToChange(out var change));
        Assert.Equal(["hiking", "chess"], change.Interests.Value);
    }

    [Fact]
    public void A_conflict_shows_both_sides_of_each_field_and_no_other()
    {
        var draft = CustomerDraft.Of(Before);
        draft.Age = "35";

        var fields = ConflictField.Between(draft, Before with { Gender = "M" });

        Assert.Equal([new("Age", "34", "35", null), new("Gender", "F", null, "M")], fields);
    }
}

using Personalize.Engine.Rules;
using Personalize.Web.Recommendations;

namespace Personalize.Tests.Web.Recommendations;

public sealed class AppliedFilterTests
{
    [Fact]
    public void Rules_are_counted_in_the_order_in_which_they_apply()
    {
        var filters = AppliedFilter.Of(Ruled(RuleKind.Frequency, RuleKind.Unavailable, RuleKind.Owned, RuleKind.Unavailable));

        Assert.Equal(
            [(RuleKind.Unavailable, "inactive", 2), (RuleKind.Owned, "bought already", 1), (RuleKind.Frequency, "shown often enough", 1)],
            filters.Select(filter => (filter.Rule, filter.Label, filter.Items)));
        Assert.Equal("Nothing is left to recommend: of 4 items, 2 are inactive, 1 is bought already and 1 is shown often enough.", AppliedFilter.WhyNothingIsLeft(filters));
    }

    [Fact]
    public void One_rule_alone_is_told_alone() => Assert.Equal(
        "Nothing is left to recommend: of 1 items, 1 is inactive.", AppliedFilter.WhyNothingIsLeft(AppliedFilter.Of(Ruled(RuleKind.Unavailable))));

    [Fact]
    public void Where_there_are_no_items_one_is_told_to_add_some() =>
        Assert.Equal("There are no items yet; add some or import a sheet.", AppliedFilter.WhyNothingIsLeft([]));

    private static Dictionary<int, RuleVerdict> Ruled(params RuleKind[] kinds) =>
        kinds.Index().ToDictionary(one => one.Index, one => new RuleVerdict(one.Item, "why"));
}

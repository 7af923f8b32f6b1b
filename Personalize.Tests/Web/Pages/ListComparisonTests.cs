using Personalize.Web.Recommendations;

namespace Personalize.Tests.Web.Pages;

public sealed class ListComparisonTests
{
    [Fact]
    public void Equal_lists_agree_wholly() =>
        Assert.Equal(new ListComparison(Common: 3, Places: 3, Tau: 1), ListComparison.Of([1, 2, 3], [1, 2, 3]));

    [Fact]
    public void Reversed_lists_have_the_same_items_in_no_common_order() =>
        Assert.Equal(new ListComparison(Common: 3, Places: 3, Tau: -1), ListComparison.Of([1, 2, 3], [3, 2, 1]));

    // In both: 1, 3, 4, in the other list in the order 3, 1, 4. Pairs 1-4 and 3-4 agree, 1-3 does not: (2 − 1) / 3.
    [Fact]
    public void Order_is_judged_by_the_items_in_both_alone() =>
        Assert.Equal(new ListComparison(Common: 3, Places: 5, Tau: 1 / 3d), ListComparison.Of([1, 2, 3, 4], [9, 3, 8, 1, 4]));

    [Fact]
    public void Less_than_two_common_items_have_no_order()
    {
        Assert.Equal(new ListComparison(Common: 1, Places: 2, Tau: null), ListComparison.Of([1, 2], [2, 3]));
        Assert.Equal(new ListComparison(Common: 0, Places: 1, Tau: null), ListComparison.Of([1], []));
        Assert.Equal(new ListComparison(Common: 0, Places: 0, Tau: null), ListComparison.Of([], []));
    }
}

using Personalize.Engine.Scoring;
using Personalize.Web.Recommendations;

namespace Personalize.Tests.Web.Pages;

public sealed class RankMoveTests
{
    [Fact]
    public void Items_say_how_far_they_moved_and_which_are_new()
    {
        var moves = RankMove.Between(List(1, 2, 3), List(3, 2, 4));

        Assert.Equal(2, moves.Count);
        Assert.Equal("▲2", moves[3].Text);
        Assert.Equal("new", moves[4].Text);
    }

    [Fact]
    public void A_first_list_has_no_moves() => Assert.Empty(RankMove.Between(null, List(1, 2)));

    [Fact]
    public void The_rungs_above_the_used_one_say_what_they_lacked()
    {
        var steps = LadderStep.Of(Rung.InterestsOnly, purchases: 0, activities: 0, interests: 2);

        Assert.Equal(["skipped", "skipped", "used", "not needed"], steps.Select(step => step.State));
        Assert.Contains("has 0", steps[0].Why, StringComparison.Ordinal);
        Assert.Contains("has 2", steps[2].Why, StringComparison.Ordinal);
    }

    private static RecommendedItem[] List(params int[] ids) =>
        [.. ids.Select(id => new RecommendedItem(id, $"S{id}", $"Item {id}", "", null, 0.5, [], ["because"]))];
}

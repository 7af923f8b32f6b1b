using Personalize.Engine.Scoring;
using Personalize.Web.Recommendations;

namespace Personalize.Tests.Web.Pages;

public sealed class CounterfactualTests
{
    private static readonly WeightMix Mix = new([new("content", 60), new("popularity", 40)]);

    // a + 0.2·(1 − a) < 0.4·a + 0.81·(1 − a) where a < 0.61 / 1.21 = 0.504: still in at 0.51, out at 0.50.
    [Fact]
    public void An_item_leaves_at_the_first_step_at_which_enough_others_pass_it()
    {
        var opinions = Opinions(Item(1, ("content", 1), ("popularity", 0.2)), Item(2, ("content", 0.4), ("popularity", 0.81)));

        var leaves = Counterfactual.Of(opinions, Mix, itemId: 1, places: 1);

        Assert.Equal([("content", 60, 50), ("popularity", 40, 50)], leaves.Select(one => (one.Scorer, one.From, one.To)));
        Assert.Equal("content:0.50,popularity:0.50", leaves[0].Mix.ToString());
        Assert.Equal(2, opinions.PlaceOf(1, leaves[0].Mix));
        Assert.Equal(1, opinions.PlaceOf(1, Mix.Move("content", 51)));
    }

    // Where content is silent its weight goes to popularity: that item always scores 0.5. 0.8·a + 0.2 < 0.5 where a < 0.375.
    [Fact]
    public void The_weight_of_the_silent_goes_to_the_base()
    {
        var opinions = Opinions(Item(1, ("content", 1), ("popularity", 0.2)), Item(2, ("popularity", 0.5)));

        Assert.Equal(37, Counterfactual.Of(opinions, Mix, itemId: 1, places: 1)[0].To);
    }

    [Fact]
    public void The_smallest_change_comes_first()
    {
        // c decides against the item at once; content has a long way to go.
        WeightMix three = new([new("content", 50), new("popularity", 40), new("cluster", 10)]);
        var opinions = Opinions(
            three,
            Item(1, ("content", 0.9), ("popularity", 0.5), ("cluster", 0.0)),
            Item(2, ("content", 0.5), ("popularity", 0.5), ("cluster", 1.0)));

        var leaves = Counterfactual.Of(opinions, three, itemId: 1, places: 1);

        Assert.Equal(leaves.OrderBy(one => Math.Abs(one.To - one.From)), leaves);
        Assert.Equal("cluster", leaves[0].Scorer);
        Assert.All(leaves, one => Assert.True(opinions.PlaceOf(1, one.Mix) > 1));
    }

    [Fact]
    public void What_beats_all_others_everywhere_never_leaves()
    {
        var opinions = Opinions(Item(1, ("content", 1), ("popularity", 1)), Item(2, ("content", 0.5), ("popularity", 0.9)));

        Assert.Empty(Counterfactual.Of(opinions, Mix, itemId: 1, places: 1));
        Assert.Empty(Counterfactual.Of(opinions, Mix, itemId: 2, places: 2));
    }

    [Fact]
    public void A_locked_weight_is_moved_neither_by_itself_nor_by_others()
    {
        var opinions = Opinions(Item(1, ("content", 1), ("popularity", 0.2)), Item(2, ("content", 0.4), ("popularity", 0.81)));

        Assert.Empty(Counterfactual.Of(opinions, Mix.ToggleLock("content"), itemId: 1, places: 1));
    }

    private static OpinionTable Opinions(params RecommendedItem[] items) => Opinions(Mix, items);

    private static OpinionTable Opinions(WeightMix mix, params RecommendedItem[] items)
    {
        OpinionTable opinions = new([.. mix.Hundredths.Select(weight => weight.Key)]);
        opinions.Add(items.Select(item => item with { Parts = Weighed(item.Parts, OpinionTable.Overheard(mix)) }), OpinionTable.Overheard(mix));
        return opinions;
    }

    private static RecommendedItem Item(int id, params (string Scorer, double Opinion)[] parts) => new(
        id, $"SKU-{id}", $"Item {id}", "", PriceCents: null, Score: 0,
        [.. parts.Select(part => new ScorePart(part.Scorer, 0, part.Opinion, 0, []))], []);

    // As the engine tells it: the base, popularity, has the weight of those that say nothing.
    private static ScorePart[] Weighed(IReadOnlyList<ScorePart> parts, IReadOnlyDictionary<string, double> asked)
    {
        var silent = asked.Where(weight => parts.All(part => part.Scorer != weight.Key)).Sum(weight => weight.Value);
        return [.. parts.Select(part => part with { Weight = asked[part.Scorer] + (part.Scorer == "popularity" ? silent : 0) })];
    }
}

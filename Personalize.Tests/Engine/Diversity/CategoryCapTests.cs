using Personalize.Engine.Diversity;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Diversity;

public sealed class CategoryCapTests
{
    // Items 0 to 4 are of the first category, 5 to 9 of the second.
    private static readonly RankedItem[] Ranked = [.. Enumerable.Range(0, 10).Select(item => new RankedItem(item, 10 - item))];

    [Theory]
    [InlineData(1, 2, new[] { 0, 5 })]
    [InlineData(2, 4, new[] { 0, 1, 5, 6 })]
    [InlineData(5, 4, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    public void The_best_of_each_category_stay_in_their_order(int most, int count, int[] expected) =>
        Assert.Equal(expected, Kept(new CategoryCap(most, item => item < 5 ? "a" : "b"), count));

    [Fact]
    public void What_is_too_many_fills_a_list_that_would_be_too_short() =>
        Assert.Equal([0, 5, 1, 2, 3], Kept(new CategoryCap(1, item => item < 5 ? "a" : "b"), 5));

    [Fact]
    public void What_has_no_category_is_not_counted() =>
        Assert.Equal([0, 1, 3, 5, 7, 9], Kept(new CategoryCap(1, item => item % 2 == 1 ? "" : "a"), 6));

    [Fact]
    public void A_cap_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoryCap(0, _ => "a").Apply(Ranked, 1));

    [Fact]
    public void A_list_has_no_more_of_a_category_than_allowed_and_its_scores_are_those_of_the_hybrid()
    {
        var shop = SmallShop.Make();
        var models = shop.Train();
        var query = QueryFactory.Build(models, new CustomerFacts { Interests = ["coffee"] }, SmallShop.AsOf);
        RecommendationList Listed(CategoryCap? cap, DiversitySettings? diversity) => Recommender.Recommend(
            models, query, new RecommendationRequest { Categories = cap, Diversity = diversity });
        var cap = new CategoryCap(2, item => $"theme {shop.ThemeOfItem[item]}");
        var (free, capped, varied) = (Listed(null, null), Listed(cap, null), Listed(cap, new DiversitySettings()));

        Assert.True(MostOfOne(free) > 2);
        Assert.Equal((2, 2), (MostOfOne(capped), MostOfOne(varied)));
        Assert.Equal(free.Items[0].Item, capped.Items[0].Item);
        Assert.All(varied.Items, item => Assert.Equal(models.ColdStart.Judge(query, item.Item, 0).Score, item.Score));

        // However far down the other category begins.
        var alone = Listed(new CategoryCap(1, item => item == free.Items[^1].Item ? "rare" : "all"), null);
        Assert.Equal([free.Items[0].Item, free.Items[^1].Item], alone.Items.Take(2).Select(item => item.Item));

        int MostOfOne(RecommendationList list) => list.Items.CountBy(item => shop.ThemeOfItem[item.Item]).Max(theme => theme.Value);
    }

    private static IEnumerable<int> Kept(CategoryCap cap, int count) => cap.Apply(Ranked, count).Select(one => one.Item);
}

using Personalize.Engine;
using Personalize.Engine.Diversity;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Diversity;

public sealed class MarginalRelevanceTests
{
    // Items 0, 1, 2 are a, b, c: b is like a by .9 and c by .1.
    private static double Likeness(int one, int other) => (Math.Min(one, other), Math.Max(one, other)) switch
    {
        (0, 1) => .9,
        (0, 2) => .1,
        _ => 0,
    };

    [Theory]
    [InlineData(.7, 1)]    // .7·.85 − .3·.9 = .325 against .7·.5 − .3·.1 = .320
    [InlineData(.6, 2)]    // .6·.85 − .4·.9 = .15 against .6·.5 − .4·.1 = .26
    public void The_second_item_is_the_one_worked_by_hand(double relevanceShare, int second) =>
        Assert.Equal([0, second], MarginalRelevance.Reorder([0, 1, 2], [1, .85, .5], Likeness, relevanceShare, 2));

    [Fact]
    public void With_relevance_alone_nothing_moves_and_with_none_the_most_unlike_comes_next()
    {
        Assert.Equal([0, 1, 2], MarginalRelevance.Reorder([0, 1, 2], [1, .85, .5], Likeness, 1, 3));
        Assert.Equal([0, 2, 1], MarginalRelevance.Reorder([0, 1, 2], [1, .85, .5], Likeness, 0, 3));
    }

    [Fact]
    public void Nothing_and_no_places_give_nothing()
    {
        Assert.Empty(MarginalRelevance.Reorder([], [], Likeness, .8, 10));
        Assert.Empty(MarginalRelevance.Reorder([0], [1], Likeness, .8, 0));
    }

    [Fact]
    public void Equal_scores_share_a_relevance() =>
        // Mid-ranks of 9, 5, 5, 1: places 1, 2½, 2½ and 4 of four.
        Assert.Equal([.875, .5, .5, .125], MarginalRelevance.Percentiles([new(7, 9), new(3, 5), new(4, 5), new(1, 1)]));

    [Fact]
    public void Impossible_requests_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MarginalRelevance.Reorder([0], [], Likeness, .8, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MarginalRelevance.Reorder([0], [1], Likeness, 1.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MarginalRelevance.Reorder([0], [1], Likeness, double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MarginalRelevance.Reorder([0], [1], Likeness, .8, -1));
    }

    [Fact]
    public void A_varied_list_is_less_alike_begins_with_the_best_and_explains_the_same_scores()
    {
        var models = SmallShop.Make().Train();
        var query = QueryFactory.Build(models, new CustomerFacts { Interests = ["coffee", "guitar"] }, SmallShop.AsOf);
        var plain = Recommender.Recommend(models, query, new RecommendationRequest());
        var varied = Recommender.Recommend(models, query, new RecommendationRequest { Diversity = new DiversitySettings { RelevanceShare = .4 } });

        Assert.Equal(plain.Items[0].Item, varied.Items[0].Item);
        Assert.Equal(10, varied.Items.DistinctBy(item => item.Item).Count());
        Assert.True(MeanLikeness(models, varied) < .9 * MeanLikeness(models, plain));
        Assert.All(varied.Items, item =>
        {
            Assert.Equal(item.Score, item.Parts.Sum(part => part.Contribution), 1e-9);
            Assert.Equal(models.HybridFor(query).Judge(query, item.Item, 0).Score, item.Score);
        });
    }

    private static double MeanLikeness(ModelSet models, RecommendationList list) => (
        from one in list.Items
        from other in list.Items
        where one.Item < other.Item
        select models.Catalogue.Likeness(one.Item, other.Item)).Average();
}

using Personalize.Engine;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Scoring;

public sealed class RecommenderTests
{
    private static readonly ModelSet Models = SmallShop.Make().Train();

    [Fact]
    public void A_stranger_gets_what_is_popular_and_is_told_so()
    {
        var list = Listed(CustomerFacts.Stranger, new RecommendationRequest());
        var popular = Enumerable.Range(0, Models.Items.Count).OrderByDescending(Models.Popularity.ActivitiesPerDay).Take(10);

        Assert.Equal(Rung.Popularity, list.Rung);
        Assert.Equal(popular, list.Items.Select(item => item.Item));
        Assert.All(list.Items, item => Assert.Equal(1, Assert.Single(item.Parts).Weight));
        Assert.All(list.Items, item => Assert.IsType<Reason.Trending>(Assert.Single(item.Parts[0].Reasons)));
    }

    [Theory]
    [InlineData("coffee", 0, 0, Rung.InterestsOnly)]
    [InlineData("submarine", 0, 0, Rung.Popularity)]
    [InlineData("", 1, 0, Rung.SomeHistory)]
    [InlineData("coffee", 1, 2, Rung.SomeHistory)]
    [InlineData("", 0, 3, Rung.FullHistory)]
    public void Every_list_names_its_rung(string interest, int views, int purchases, Rung rung)
    {
        var facts = new CustomerFacts
        {
            Interests = [interest],
            History = [.. Enumerable.Repeat(new ItemTouch(1, ActivityKind.View, SmallShop.AsOf), views),
                .. Enumerable.Repeat(new ItemTouch(2, ActivityKind.Purchase, SmallShop.AsOf), purchases)],
        };

        Assert.Equal(rung, Listed(facts, new RecommendationRequest()).Rung);
    }

    [Fact]
    public void Excluded_items_never_appear_and_one_candidate_is_enough()
    {
        var excluded = Enumerable.Range(0, Models.Items.Count - 1).ToHashSet();
        var list = Listed(CustomerFacts.Stranger, new RecommendationRequest { Excluded = excluded });

        Assert.Equal(Models.Items.Count - 1, Assert.Single(list.Items).Item);
    }

    [Fact]
    public void A_list_is_empty_when_everything_is_excluded() =>
        Assert.Empty(Listed(CustomerFacts.Stranger, new RecommendationRequest { Excluded = Enumerable.Range(-5, 500).ToHashSet() }).Items);

    [Fact]
    public void Items_come_best_first_and_without_repeats()
    {
        var list = Listed(new CustomerFacts { Interests = ["coffee", "sailing"] }, new RecommendationRequest { Count = int.MaxValue });

        Assert.Equal(Models.Items.Count, list.Items.DistinctBy(item => item.Item).Count());
        Assert.Equal(list.Items.OrderByDescending(item => (float)item.Score).ThenBy(item => item.Item), list.Items);
    }

    [Fact]
    public void Weights_of_the_request_replace_those_of_the_model()
    {
        var weights = new Dictionary<string, double> { ["popularity"] = 1 };
        var facts = new CustomerFacts { Interests = ["coffee"] };
        var list = Listed(facts, new RecommendationRequest { Weights = weights });

        Assert.Equal(Listed(CustomerFacts.Stranger, new RecommendationRequest()).Items.Select(item => item.Item), list.Items.Select(item => item.Item));
        Assert.Equal(1, list.Weights["popularity"]);
        Assert.Equal(1, list.Weights.Values.Sum(), 1e-9);
        Assert.Equal(Models.ColdStart.Weights, Listed(facts, new RecommendationRequest()).Weights);
    }

    [Fact]
    public void A_first_activity_hands_over_from_what_was_said_to_what_was_done()
    {
        var said = new CustomerFacts { Interests = ["coffee"] };
        var done = said with { History = [new(1, ActivityKind.View, SmallShop.AsOf)] };

        Assert.Equal((.5, .3, .2), (Models.ColdStart.Weights["content"], Models.ColdStart.Weights["cluster"], Models.ColdStart.Weights["popularity"]));
        Assert.Equal(Models.Weights, Listed(done, new RecommendationRequest()).Weights);
        Assert.Equal(1, Models.Weights.Values.Sum(), 1e-9);
        Assert.Equal(Models.Weights.Keys, Models.ColdStart.Weights.Keys);
        Assert.NotEqual(
            Listed(said, new RecommendationRequest()).Items.Select(item => item.Item), Listed(done, new RecommendationRequest()).Items.Select(item => item.Item));
    }

    [Fact]
    public void An_activity_changes_the_next_list_through_every_kind_of_model()
    {
        var models = SmallShop.Make().Trained(new ModelSettings { FewestPairsForFactors = 1 });
        ItemTouch[] history = [new(0, ActivityKind.Purchase, SmallShop.AsOf)];
        var before = QueryFactory.Build(models, new CustomerFacts { History = history }, SmallShop.AsOf);
        var after = QueryFactory.Build(models, new CustomerFacts { History = [.. history, new(7, ActivityKind.Purchase, SmallShop.AsOf)] }, SmallShop.AsOf);
        var (one, other) = (new float[120], new float[120]);

        Assert.Equal(6, models.Learnt.Count);
        Assert.All(models.Learnt, scorer =>
        {
            Assert.Equal(120, scorer.Score(before, [.. Enumerable.Range(0, 120)], one));
            scorer.Score(after, [.. Enumerable.Range(0, 120)], other);
            Assert.NotEqual(one, other);
        });
    }

    [Fact]
    public void Shared_terms_and_like_minded_people_are_named()
    {
        var reasons = Listed(new CustomerFacts { Interests = ["coffee"] }, new RecommendationRequest())
            .Items[0].Parts.SelectMany(part => part.Reasons).ToArray();

        Assert.Contains(reasons, reason => reason is Reason.SharedTerm { Term: "coffee" });
        Assert.Contains(reasons, reason => reason is Reason.LikeMinded { ActivityWeight: > 0 });
        Assert.Contains(reasons, reason => reason is Reason.Trending { ActivitiesPerDay: > 0 });
    }

    [Fact]
    public void Taking_the_shared_word_away_lowers_the_score()
    {
        var with = QueryFactory.Build(Models, new CustomerFacts { Interests = ["coffee"] }, SmallShop.AsOf);
        var top = Recommender.Recommend(Models, with, new RecommendationRequest()).Items[0];
        var without = QueryFactory.Build(Models, new CustomerFacts { Interests = ["guitar"] }, SmallShop.AsOf);

        Assert.True(Models.Hybrid.Judge(without, top.Item, 0).Score < top.Score);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(-1, 3)]
    [InlineData(10, -1)]
    public void Impossible_requests_are_refused(int count, int reasons) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Listed(CustomerFacts.Stranger, new RecommendationRequest { Count = count, ReasonsPerPart = reasons }));

    [Fact]
    public void A_query_of_another_model_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => Recommender.Recommend(Models, new RecommendationQuery { ModelVersion = 99 }, new RecommendationRequest()));

    private static RecommendationList Listed(CustomerFacts facts, RecommendationRequest request) =>
        Recommender.Recommend(Models, QueryFactory.Build(Models, facts, SmallShop.AsOf), request);
}

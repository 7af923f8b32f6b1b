using Personalize.Engine;
using Personalize.Engine.Content;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Scoring;

public sealed class QueryFactoryTests
{
    private static readonly DateTimeOffset Now = SmallShop.AsOf;
    private static readonly ModelSet Models = SmallShop.Make().Train();

    [Fact]
    public void A_stranger_has_no_evidence()
    {
        var query = QueryFactory.Build(Models, CustomerFacts.Stranger, Now);

        Assert.Equal(0, query.Items.Length + query.Interests.Count + query.Activities + query.Purchases);
        Assert.Equal(-1, query.Cluster);
        Assert.Equal(Models.Version, query.ModelVersion);
    }

    [Fact]
    public void History_decays_by_half_in_ninety_days_and_repeats_add_up()
    {
        var query = Built([
            new(7, ActivityKind.View, Now), new(3, ActivityKind.Purchase, Now.AddDays(-90)), new(3, ActivityKind.Like, Now),
        ]);

        Assert.Equal([3, 7], query.Items.ToArray());
        Assert.Equal(.8f, query.Weights.Span[0], 1e-6f);    // 1 · ½ + .3
        Assert.Equal(.1f, query.Weights.Span[1], 1e-6f);
        Assert.Equal((3, 1), (query.Activities, query.Purchases));
    }

    [Fact]
    public void Events_are_those_of_known_items_oldest_first_and_none_is_later_than_now()
    {
        var query = Built([
            new(7, ActivityKind.View, Now.AddDays(1)), new(-1, ActivityKind.View, Now), new(120, ActivityKind.View, Now),
            new(3, ActivityKind.Purchase, Now.AddDays(-90)),
        ]);

        var now = Now.ToUnixTimeSeconds();
        Assert.Equal([new(3, ActivityKind.Purchase, 1, now - 90 * 86_400), new ItemEvent(7, ActivityKind.View, 1, now)], query.Events.ToArray());
        Assert.Equal(now, query.Now);
    }

    [Fact]
    public void Interests_and_history_weigh_1_and_point_7_before_the_length_is_made_1()
    {
        var interests = QueryFactory.Build(Models, new CustomerFacts { Interests = ["coffee"] }, Now).Interests;
        var history = Built([new(3, ActivityKind.Like, Now)]).Interests;
        var both = QueryFactory.Build(
            Models, new CustomerFacts { Interests = ["coffee"], History = [new(3, ActivityKind.Like, Now)] }, Now).Interests;

        // Item 3 is a guitar set, so the two parts are at right angles: lengths 1 / √1.49 and .7 / √1.49.
        Assert.Equal(0, interests.Dot(history));
        Assert.Equal(1 / Math.Sqrt(1.49), both.Dot(interests), 1e-6);
        Assert.Equal(.7 / Math.Sqrt(1.49), both.Dot(history), 1e-6);
    }

    [Fact]
    public void Time_alone_does_not_change_the_direction_of_one_item()
    {
        var fresh = Built([new(3, ActivityKind.View, Now)]).Interests;
        var old = Built([new(3, ActivityKind.View, Now.AddDays(-9000))]).Interests;

        Assert.Equal(1, fresh.Cosine(old), 1e-6);
    }

    [Fact]
    public void Touches_of_unknown_items_are_left_out_and_the_last_item_is_not()
    {
        var last = Models.Items.Count - 1;
        var query = Built([new(-1, ActivityKind.View, Now), new(last, ActivityKind.View, Now), new(last + 1, ActivityKind.Purchase, Now)]);

        Assert.Equal([last], query.Items.ToArray());
        Assert.Equal((1, 0), (query.Activities, query.Purchases));
    }

    [Fact]
    public void The_future_counts_as_now() =>
        Assert.Equal(1f, Built([new(0, ActivityKind.Purchase, Now.AddYears(3))]).Weights.Span[0]);

    [Fact]
    public void An_activity_of_another_age_of_the_world_weighs_nothing_and_breaks_nothing()
    {
        var query = Built([new(0, ActivityKind.Purchase, DateTimeOffset.MinValue)]);

        Assert.Equal(0, query.Items.Length);
        Assert.Equal(1, query.Purchases);
    }

    [Fact]
    public void Declared_purchases_speak_as_text()
    {
        var query = QueryFactory.Build(Models, new CustomerFacts { DeclaredPurchases = ["Guitar strings"] }, Now);

        Assert.Equal(1, query.Interests.Norm, 1e-6);
        Assert.True(query.Cluster >= 0);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(2)]
    public void A_customer_of_the_training_is_served_by_the_cluster_that_the_training_gave(int clusterTerms)
    {
        var input = SmallShop.Make(customers: 90).Input with
        {
            DeclaredPurchases = [.. Enumerable.Range(0, 90).Select(customer => (IReadOnlyList<string>)(customer % 2 == 0 ? ["garden shovel and seeds"] : []))],
        };
        var models = new ModelSetTrainer(new ModelSettings { ClusterTerms = clusterTerms }).Train(input, 1, Now, SmallShop.Run());
        var kept = Reloaded(models);
        for (var customer = 0; customer < 90; customer++)
        {
            var row = input.Activities.Interactions.Row(customer);
            var interests = new InterestComposer(models.Catalogue, models.Settings)
                .Compose(input.Interests[customer], input.DeclaredPurchases[customer], row);

            Assert.Equal(models.Clusters.Labels[customer], models.Clusters.Nearest(interests));
            Assert.Equal(models.Clusters.Labels[customer], kept.Clusters.Nearest(interests));
        }
    }

    [Fact]
    public void Events_come_oldest_first_and_none_lies_ahead()
    {
        var query = Built([new(5, ActivityKind.View, Now.AddDays(2)), new(3, ActivityKind.Purchase, Now.AddDays(-1), Amount: 4), new(-1, ActivityKind.View, Now)]);

        Assert.Equal(
            [new ItemEvent(3, ActivityKind.Purchase, 4, Now.AddDays(-1).ToUnixTimeSeconds()), new ItemEvent(5, ActivityKind.View, 1, Now.ToUnixTimeSeconds())],
            query.Events.ToArray());
        Assert.Equal(Now.ToUnixTimeSeconds(), query.Now);
    }

    [Theory]
    [InlineData("C00007", 7)]
    [InlineData("nobody", -1)]
    [InlineData(null, -1)]
    public void A_customer_is_told_from_others_by_id(string? id, int number) =>
        Assert.Equal(number, QueryFactory.Build(Models, new CustomerFacts { CustomerId = id }, Now).Customer);

    [Fact]
    public void A_customer_is_placed_among_the_factors_of_every_model_that_has_any()
    {
        var models = SmallShop.Make().Trained(new ModelSettings { FewestPairsForFactors = 1, EaseMostItems = 1 });
        var query = QueryFactory.Build(models, new CustomerFacts { History = [new(3, ActivityKind.View, Now)] }, Now);
        var placed = new float[128];
        models.Learnt.OfType<IFoldIn>().First().FoldIn(new SparseRow(query.Items.Span, query.Weights.Span), placed);

        Assert.Equal(["ials", "pure-svd"], query.Factors.Keys.Order());
        Assert.Equal(placed, query.Factors["ials"].ToArray());
        Assert.Empty(QueryFactory.Build(models, CustomerFacts.Stranger, Now).Factors);
    }

    [Fact]
    public void The_order_of_history_does_not_matter()
    {
        ItemTouch[] touches = [.. Enumerable.Range(0, 20).Select(at => new ItemTouch(at * 5, (ActivityKind)(at % 5), Now.AddDays(-at)))];
        var forward = Built(touches);
        var backward = Built([.. touches.Reverse()]);

        Assert.Equal(forward.Interests.Values.ToArray(), backward.Interests.Values.ToArray());
        Assert.Equal(forward.Cluster, backward.Cluster);
    }

    private static ModelSet Reloaded(ModelSet models)
    {
        using var file = new MemoryStream();
        ModelFile.Save(models, file);
        file.Position = 0;
        return ModelFile.Load(file);
    }

    private static RecommendationQuery Built(ItemTouch[] history) =>
        QueryFactory.Build(Models, new CustomerFacts { History = history }, Now);
}

using System.ComponentModel.DataAnnotations;
using Personalize.Engine;
using Personalize.Engine.Interactions;
using Personalize.Engine.Repeats;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Repeats;

public sealed class RepeatModelTests
{
    private static readonly RepeatSettings OwnAlone = new() { OwnShare = 1, PopularityShare = 0 };

    // Baskets {a, b}, {a}, {b, c}; a = 0, b = 1, c = 2.
    private static readonly int[][] Three = [[0, 1], [0], [1, 2]];

    private static RepeatModel Train(RepeatSettings settings, TrainingSet data, int threads = 1) =>
        new RepeatTrainer(settings).Train(data, 1, SmallShop.Run(threads: threads));

    private static float[] Scores(RepeatSettings settings, RecommendationQuery query, TrainingSet data) =>
        Purchases.Scores(Train(settings, data), query, data.Items.Count);

    [Fact]
    public void Three_baskets_by_hand()
    {
        // a: .9² + .9; b: .9² + 1; c: 1.
        var scores = Scores(OwnAlone, Purchases.QueryOf(-1, Three), Purchases.Of(3, Three));

        Assert.Equal([1.71f, 1.81f, 1f], scores.Select(score => MathF.Round(score, 5)));
    }

    [Fact]
    public void Half_lives_count_back_from_the_newest_activity()
    {
        // One basket a day and a half-life of a day: a ¼ + ½, b ¼ + 1, c 1.
        var scores = Scores(OwnAlone with { BasketDecay = 1, HalfLifeDays = 1 }, Purchases.QueryOf(-1, Three), Purchases.Of(3, Three));

        Assert.Equal([.75f, 1.25f, 1f], scores);
    }

    [Fact]
    public void An_item_counts_once_on_one_occasion()
    {
        var once = Purchases.QueryOf(-1, [[0, 1]]);
        var thrice = Purchases.QueryOf(-1, [[0, 0, 1, 0]]);
        var data = Purchases.Of(3, Three);

        Assert.Equal(Scores(OwnAlone, once, data), Scores(OwnAlone, thrice, data));
    }

    [Fact]
    public void Looking_counts_a_tenth_and_makes_no_purchase_older()
    {
        var bought = Purchases.QueryOf(-1, [[0]]).Events.Span[0];
        var looked = new ItemEvent(1, ActivityKind.View, 1, bought.At + 60);
        var query = Purchases.QueryOf(-1, [[0]]) with { Events = new[] { bought, looked, looked with { At = bought.At + 120 } } };

        Assert.Equal([1f, .2f, 0f], Scores(OwnAlone, query, Purchases.Of(3, Three)));
    }

    [Fact]
    public void The_heaviest_kind_of_an_occasion_counts()
    {
        var bought = Purchases.QueryOf(-1, [[0]]).Events.Span[0];
        var query = Purchases.QueryOf(-1, [[0]]) with { Events = new[] { bought with { Kind = ActivityKind.Like }, bought, bought with { Kind = ActivityKind.View } } };

        Assert.Equal([1f, 0f, 0f], Scores(OwnAlone, query, Purchases.Of(3, Three)));
    }

    [Fact]
    public void Similar_customers_say_what_their_own_share_leaves()
    {
        // The asker has 0. Neighbours: A has 0 and 1, B has 0; C has nothing in common. Mean taste: item 0: 1, item 1: ½.
        var data = Purchases.Of(3, [[0]], [[0, 1]], [[0]], [[2]]);
        var scores = Scores(new() { OwnShare = .6, PopularityShare = 0 }, Purchases.QueryOf(0, [[0]]), data);

        Assert.Equal([1f, .2f, 0f], scores.Select(score => MathF.Round(score, 6)));
    }

    [Fact]
    public void Popularity_orders_what_would_tie()
    {
        var data = Purchases.Of(4, [[0]], [[1], [2]], [[2]]);
        var scores = Scores(new() { OwnShare = 1 }, Purchases.QueryOf(-1, [[0]]), data);

        Assert.True(scores[0] > scores[2] && scores[2] > scores[1] && scores[1] > scores[3], string.Join(' ', scores));
        Assert.Equal(.001f, scores[2], 1e-6f);
    }

    [Fact]
    public void Own_purchases_are_the_reason()
    {
        var explanation = Train(OwnAlone, Purchases.Of(3, Three)).Explain(Purchases.QueryOf(-1, Three), 0, 3);

        var reason = Assert.IsType<Reason.BoughtBefore>(Assert.Single(explanation.Reasons));
        Assert.Equal((2, 1d), (reason.Times, reason.DaysSinceLast));
        Assert.Equal(1.71, reason.Contribution, 1e-12);
    }

    [Fact]
    public void A_new_purchase_changes_the_next_list_without_training()
    {
        var model = Train(OwnAlone, Purchases.Of(3, Three));

        Assert.Equal(0f, Purchases.Scores(model, Purchases.QueryOf(0, [[0]]), 3)[2]);
        Assert.Equal(1f, Purchases.Scores(model, Purchases.QueryOf(0, [[0], [2]]), 3)[2]);
    }

    [Fact]
    public void Without_times_there_is_no_opinion()
    {
        var model = Train(new(), Purchases.Of(3, Three));

        Assert.All(Purchases.Scores(model, Purchases.QueryOf(0, Three) with { Events = default }, 3), score => Assert.Equal(float.NaN, score));
    }

    [Fact]
    public void Nobody_and_nothing_are_legal()
    {
        Assert.Equal([1f, 0f], Scores(OwnAlone, Purchases.QueryOf(-1, [[0]]), Purchases.Of(2)));
        Assert.Empty(Scores(new(), Purchases.QueryOf(-1), Purchases.Of(0)));
    }

    [Fact]
    public void Other_numbers_give_other_places_and_the_same_scores()
    {
        var data = SmallShop.Make().Input.Activities;
        var (customers, items) = (Purchases.Shuffled(data.Customers.Count, 1), Purchases.Shuffled(data.Items.Count, 2));
        // With fewer neighbours, numbers decide among those who are equally near.
        var everybody = new RepeatSettings { Neighbours = customers.Length };
        var (plain, renumbered) = (Train(everybody, data), Purchases.Renumbered(data, customers, items));
        var other = Train(everybody, renumbered, threads: 2);

        for (var customer = 0; customer < 20; customer++)
        {
            var expected = Purchases.Scores(plain, Purchases.QueryOf(data, customer), items.Length);
            var actual = Purchases.Scores(other, Purchases.QueryOf(renumbered, customers[customer]), items.Length);
            for (var item = 0; item < items.Length; item++) Assert.Equal(expected[item], actual[items[item]], 1e-6);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    public void A_decay_outside_its_range_is_refused(double decay) =>
        Assert.Throws<ValidationException>(() => new RepeatTrainer(new() { BasketDecay = decay }));
}

public sealed class RepeatModelContract : ScorerContract<RepeatModel>
{
    protected override RepeatModel ScorerOf(ModelSet models) => new RepeatTrainer().Train(Activities, models.Version, SmallShop.Run());
}

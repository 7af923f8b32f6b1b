using System.ComponentModel.DataAnnotations;
using Personalize.Engine;
using Personalize.Engine.Interactions;
using Personalize.Engine.Ranking;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Ranking;

public sealed class RankerModelTests
{
    private static readonly TrainingSet Shop = SmallShop.Make().Input.Activities;

    private static RankerModel Train(TrainingSet data, RankerScope scope = RankerScope.AllItems, RankerSettings? settings = null, int threads = 1) =>
        new RankerTrainer(scope, settings ?? new()).Train(data, 1, SmallShop.Run(threads: threads));

    [Theory]
    [InlineData(RankerScope.AllItems)]
    [InlineData(RankerScope.NewItems)]
    public void Two_threads_and_a_second_run_learn_the_bits_of_one(RankerScope scope)
    {
        var (one, again, two) = (Train(Shop, scope), Train(Shop, scope), Train(Shop, scope, threads: 2));

        Assert.Equal(one.Coefficients, again.Coefficients);
        Assert.Equal(one.Coefficients, two.Coefficients);
        Assert.Equal(Purchases.Scores(one, Purchases.QueryOf(Shop, 3), 120), Purchases.Scores(two, Purchases.QueryOf(Shop, 3), 120));
    }

    [Fact]
    public void Both_scopes_together_learn_what_each_learns_alone()
    {
        var both = RankerTrainer.Train([RankerScope.NewItems, RankerScope.AllItems], new(), Shop, 1, SmallShop.Run());

        Assert.Equal(Train(Shop, RankerScope.NewItems).Coefficients, both[0].Coefficients);
        Assert.Equal(Train(Shop).Coefficients, both[1].Coefficients);
        Assert.Equal([RankerModel.ExploreScorerName, RankerModel.ScorerName], both.Select(model => model.Name));
    }

    [Fact]
    public void Other_numbers_give_other_places_and_the_same_scores()
    {
        var (customers, items) = (Purchases.Shuffled(Shop.Customers.Count, 1), Purchases.Shuffled(Shop.Items.Count, 2));
        var renumbered = Purchases.Renumbered(Shop, customers, items);
        // Numbers decide who is drawn, and among those who are equally near.
        var settings = new RankerSettings { RandomItems = 0, Candidates = items.Length, Repeat = new() { Neighbours = customers.Length } };
        var (plain, other) = (Train(Shop, settings: settings), Train(renumbered, settings: settings));

        for (var customer = 0; customer < 20; customer++)
        {
            var expected = Purchases.Scores(plain, Purchases.QueryOf(Shop, customer), items.Length);
            var actual = Purchases.Scores(other, Purchases.QueryOf(renumbered, customers[customer]), items.Length);
            for (var item = 0; item < items.Length; item++) Assert.Equal(expected[item], actual[items[item]], 1e-3);
        }
    }

    [Fact]
    public void The_score_is_the_intercept_and_a_share_per_feature()
    {
        var model = Train(Shop);
        var query = Purchases.QueryOf(Shop, 5);
        var features = new float[RankingFeatures.Count];
        new CustomerSignals(model.Signals, query).Fill(17, features);

        var expected = model.Rule!.Intercept;
        foreach (var one in model.Coefficients.Where(one => one.Deviation > 0)) expected += one.Weight * (features[(int)one.Feature] - one.Mean) / one.Deviation;

        Assert.Equal(expected, model.Explain(query, 17, 9).Score, 1e-9);
        Assert.Equal(1, model.GroupWeights.Values.Sum(), 1e-9);
    }

    [Fact]
    public void A_ranker_of_new_items_does_not_look_at_what_the_customer_had() => Assert.All(
        Train(Shop, RankerScope.NewItems).Coefficients, one => Assert.True(one.Group != FeatureGroup.History || one.Weight == 0, $"{one}"));

    [Fact]
    public void What_an_earlier_training_found_out_is_kept_while_items_are_known_anew()
    {
        var earlier = Train(Shop with { Events = Shop.Events.Before(Purchases.Now - 10 * 86_400), AsOf = SmallShop.AsOf.AddDays(-10) }, RankerScope.NewItems);
        var later = new RankerTrainer(earlier).Train(Shop, 1, SmallShop.Run());

        Assert.Equal(earlier.Coefficients, later.Coefficients);
        Assert.Equal(Purchases.Now + 1, later.Signals.Until);
        Assert.NotEqual(earlier.Signals.Repeatability, later.Signals.Repeatability);
    }

    [Theory]
    [InlineData(RankerScope.AllItems)]
    [InlineData(RankerScope.NewItems)]
    public void The_items_of_a_list_are_explained_as_each_is_alone(RankerScope scope)
    {
        var model = Train(Shop, scope);
        var query = Purchases.QueryOf(Shop, 5);
        int[] items = [17, -1, 3, 17, 120, 0];
        var explained = model.Explain(query, items, 3);

        for (var at = 0; at < items.Length; at++)
        {
            var alone = model.Explain(query, items[at], 3);
            Assert.Equal((alone.Score, alone.Remainder), (explained[at].Score, explained[at].Remainder));
            Assert.Equal(alone.Reasons, explained[at].Reasons);
        }
    }

    [Fact]
    public void Those_who_buy_again_what_they_had_teach_to_offer_it_again()
    {
        // Everybody buys their own item every sixth day, and each day something else.
        var model = Train(Weekly(), settings: new() { HorizonDays = 7 });
        var query = Purchases.QueryOf(Weekly(), 2) with { Now = Purchases.Now + 1 };
        var scores = Purchases.Scores(model, query, 10);

        Assert.Equal(scores.Max(), scores[2]);
        Assert.Contains(model.Explain(query, 2, 9).Reasons, reason => reason is Reason.BoughtBefore { Times: 7 });    // On days 5, 11, 17, 23, 29 and 15, 25.
    }

    [Fact]
    public void What_came_true_is_learnt_from_and_not_what_is_known()
    {
        var run = SmallShop.Run();
        var from = Purchases.Now - 86_400;
        var known = ItemSignals.Learn(Shop, from + 1, new(), run);

        Assert.Throws<ArgumentException>(() => new RankingWindow(Shop.Events, known, from, Purchases.Now, run));
    }

    [Fact]
    public void Signals_of_an_instant_do_not_change_with_what_comes_after()
    {
        var from = Purchases.Now - 20 * 86_400;
        var cut = Shop with { Events = Shop.Events.Before(from) };
        var (whole, past) = (ItemSignals.Learn(Shop, from, new(), SmallShop.Run()), ItemSignals.Learn(cut, from, new(), SmallShop.Run()));
        var query = Purchases.QueryOf(cut, 4) with { ModelVersion = 0, Now = from };
        var (one, other) = (new float[RankingFeatures.Count], new float[RankingFeatures.Count]);

        for (var item = 0; item < 120; item++)
        {
            new CustomerSignals(whole, query).Fill(item, one);
            new CustomerSignals(past, query).Fill(item, other);
            Assert.Equal(other, one);
        }
    }

    [Fact]
    public void Where_nothing_came_true_there_is_no_opinion()
    {
        var model = Train(Purchases.Of(3, [[0, 1]], [[2]]));

        Assert.All(Purchases.Scores(model, Purchases.QueryOf(0, [[0]]), 3), score => Assert.Equal(float.NaN, score));
        Assert.Equal(double.NaN, model.Explain(Purchases.QueryOf(0, [[0]]), 0, 3).Score);
        Assert.Empty(model.Coefficients);
        Assert.Empty(model.GroupWeights);
    }

    [Fact]
    public void Nobody_and_nothing_are_legal() => Assert.Empty(Purchases.Scores(Train(Purchases.Of(0)), Purchases.QueryOf(-1), 0));

    [Fact]
    public void Without_times_there_is_no_opinion() => Assert.All(
        Purchases.Scores(Train(Shop), Purchases.QueryOf(Shop, 0) with { Events = default }, 120), score => Assert.Equal(float.NaN, score));

    [Fact]
    public void No_more_customers_are_learnt_from_than_are_asked_for()
    {
        var (all, few) = (Rows(new()), Rows(new() { MostCustomers = 10 }));

        Assert.True(all.Count > 5 * few.Count, $"{all.Count} and {few.Count} rows");
    }

    [Fact]
    public void Many_items_are_judged_by_item_neighbours()
    {
        var model = Train(Shop, settings: new() { AlsoBought = new() { Regularisation = 300, MostItems = 100 } });

        Assert.Equal("item-knn", model.Signals.AlsoBought.Name);
        Assert.True(float.IsFinite(Purchases.Scores(model, Purchases.QueryOf(Shop, 0), 120)[0]));
    }

    [Fact]
    public void Every_feature_belongs_to_a_group_and_half_of_them_by_hand()
    {
        // Two baskets a day apart: {0, 1}, then {0}; the present is a day after the last.
        var data = Purchases.Of(3, [[0, 1], [0]], [[0, 2]]);
        var signals = ItemSignals.Learn(data, Purchases.Now + 1, new(), SmallShop.Run());
        var customer = new CustomerSignals(signals, Purchases.QueryOf(0, [[0, 1], [0]]) with { Now = Purchases.Now + 86_400 });
        var (had, never) = (new float[RankingFeatures.Count], new float[RankingFeatures.Count]);
        customer.Fill(0, had);
        customer.Fill(2, never);

        Assert.Equal(1, had[(int)RankingFeature.Had]);
        Assert.Equal(Math.Log(3), had[(int)RankingFeature.LogTimes], 1e-6);
        Assert.Equal(1.9, had[(int)RankingFeature.DecayedByBasket], 1e-6);
        Assert.Equal(Math.Pow(2, -1 / 30d) + Math.Pow(2, -2 / 30d), had[(int)RankingFeature.Decayed30], 1e-6);
        Assert.Equal(Math.Pow(2, -1 / 90d) + Math.Pow(2, -2 / 90d), had[(int)RankingFeature.Decayed90], 1e-6);
        Assert.Equal(Math.Log(2), had[(int)RankingFeature.LogDaysSince], 1e-6);
        Assert.Equal(1, had[(int)RankingFeature.ShareOfBaskets], 1e-6);
        Assert.Equal(Math.Log(3), had[(int)RankingFeature.LogBaskets], 1e-6);
        Assert.Equal(2 / 7d, had[(int)RankingFeature.Repeatability], 1e-6);
        Assert.Equal(Math.Log(3), had[(int)RankingFeature.HadTimesBaskets], 1e-6);
        Assert.Equal(2 / 7d, had[(int)RankingFeature.HadTimesRepeatability], 1e-6);
        Assert.Equal(1, had[(int)RankingFeature.InLastBasket]);
        Assert.Equal(0, had[(int)RankingFeature.Undue], 1e-6);    // A day since, and a day between.
        Assert.All(Enum.GetValues<RankingFeature>(), feature => Assert.True(
            RankingFeatures.GroupOf(feature) != FeatureGroup.History || never[(int)feature] == 0, $"{feature} = {never[(int)feature]}"));
        // Item 2: one event, a second before the signals end.
        Assert.Equal(Math.Log(1.5), never[(int)RankingFeature.Popularity90], 1e-5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_number_of_windows_outside_its_range_is_refused(int windows) =>
        Assert.Throws<ValidationException>(() => new RankerTrainer(RankerScope.AllItems, new() { Windows = windows }));

    private static RankingRows Rows(RankerSettings settings)
    {
        var run = SmallShop.Run();
        var from = Purchases.Now - 20 * 86_400;
        return new RankingWindow(Shop.Events, ItemSignals.Learn(Shop, from, settings, run), from, Purchases.Now, run).Rows(RankerScope.AllItems, run);
    }

    // Thirty days, ten customers: customer c buys item c every sixth day, and something else on the others.
    private static TrainingSet Weekly() => Purchases.Of(10, [.. Enumerable.Range(0, 10).Select(customer => (int[][])
    [
        .. Enumerable.Range(0, 30).Select(day => day % 6 == 5 ? new[] { customer } : [(customer + 5 + day) % 10]),
    ])]);
}

public sealed class RankerContract : ScorerContract<RankerModel>
{
    private static readonly RankerModel Trained = new RankerTrainer(RankerScope.AllItems, new()).Train(Activities, 1, SmallShop.Run());

    protected override RankerModel ScorerOf(ModelSet models) => Trained;
}

public sealed class ExploreRankerContract : ScorerContract<RankerModel>
{
    private static readonly RankerModel Trained = new RankerTrainer(RankerScope.NewItems, new()).Train(Activities, 1, SmallShop.Run());

    protected override RankerModel ScorerOf(ModelSet models) => Trained;
}

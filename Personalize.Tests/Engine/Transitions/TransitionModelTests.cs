using System.ComponentModel.DataAnnotations;
using Personalize.Engine;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Engine.Transitions;
using Personalize.Tests.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Transitions;

public sealed class TransitionModelTests
{
    private static readonly TransitionSettings Shares = new() { Window = 1, SourcePower = 1, PopularityPower = 0 };

    // Sequences 1-2-3, 1-2-4, 2-3.
    private static readonly TrainingSet Sequences = Purchases.Of(5, [[1], [2], [3]], [[1], [2], [4]], [[2], [3]]);

    private static TransitionModel Train(TransitionSettings settings, TrainingSet data, int threads = 1) =>
        new TransitionTrainer(settings).Train(data, 1, SmallShop.Run(threads: threads));

    private static double After(TransitionModel model, int item, int next) =>
        model.SuccessorsOf(item).Columns.IndexOf(next) is >= 0 and var at ? model.SuccessorsOf(item).Values[at] : 0;

    [Fact]
    public void Shares_of_what_follows_by_hand()
    {
        var model = Train(Shares, Sequences);

        Assert.Equal(2 / 3d, After(model, 2, 3), 1e-6);
        Assert.Equal(1 / 3d, After(model, 2, 4), 1e-6);
        Assert.Equal(1, After(model, 1, 2), 1e-6);
        Assert.Equal(0, model.SuccessorsOf(3).Columns.Length);
        Assert.Equal(0, model.SuccessorsOf(0).Columns.Length);
    }

    [Fact]
    public void Later_steps_count_less_and_powers_flatten()
    {
        // From 1: 2 follows twice at once, 3 and 4 once each a step later. Sum 2 + .75 + .75 = 3.5; 2 is in three steps, 3 in two.
        var model = Train(new() { Window = 2, StepDecay = .75, SourcePower = .7, PopularityPower = .2 }, Sequences);

        Assert.Equal(2 / Math.Pow(3.5, .7) / Math.Pow(3, .2), After(model, 1, 2), 1e-6);
        Assert.Equal(.75 / Math.Pow(3.5, .7) / Math.Pow(2, .2), After(model, 1, 3), 1e-6);
    }

    [Fact]
    public void A_basket_shares_its_one_step_among_its_items()
    {
        // {0, 1} then {2, 3, 4}: each pair a sixth; 0 also goes alone to 2.
        var model = Train(Shares, Purchases.Of(5, [[0, 1], [2, 3, 4]], [[0], [2]]));

        Assert.Equal(1 / 3d, After(model, 1, 3), 1e-6);
        Assert.Equal((1 + 1 / 6d) / 1.5, After(model, 0, 2), 1e-6);
    }

    [Fact]
    public void Nothing_follows_from_one_customer_to_the_next() =>
        Assert.Equal(0, After(Train(Shares with { Window = 9 }, Sequences), 3, 1));

    [Fact]
    public void The_newest_step_speaks_loudest()
    {
        // After 1 then 2: from 2 (weight 1) 3 with 2/3 and 4 with 1/3, from 1 (weight ¾) 2 with 1.
        var scores = Purchases.Scores(Train(Shares, Sequences), Purchases.QueryOf(-1, [[1], [2]]), 5);

        Assert.Equal([0f, 0f, .75f, 2 / 3f, 1 / 3f], scores);
    }

    [Fact]
    public void Old_steps_are_not_asked()
    {
        var scores = Purchases.Scores(Train(Shares with { HistorySteps = 1 }, Sequences), Purchases.QueryOf(-1, [[1], [2]]), 5);

        Assert.Equal(0, scores[2]);
    }

    [Fact]
    public void Only_the_best_successors_are_kept()
    {
        var model = Train(Shares with { Successors = 1 }, Sequences);

        Assert.Equal([3], model.SuccessorsOf(2).Columns.ToArray());
    }

    [Fact]
    public void The_reason_is_what_went_before()
    {
        var explanation = Train(Shares, Sequences).Explain(Purchases.QueryOf(-1, [[1], [2]]), 2, 3);

        Assert.Equal(new Reason.OftenNext(After: 1, .75), Assert.Single(explanation.Reasons));
    }

    [Fact]
    public void Without_times_there_is_no_opinion() => Assert.All(
        Purchases.Scores(Train(new(), Sequences), Purchases.QueryOf(0, [[1]]) with { Events = default }, 5), score => Assert.Equal(float.NaN, score));

    [Fact]
    public void Nobody_and_nothing_are_legal()
    {
        Assert.Equal([0f, 0f], Purchases.Scores(Train(new(), Purchases.Of(2)), Purchases.QueryOf(-1, [[0]]), 2));
        Assert.Empty(Purchases.Scores(Train(new(), Purchases.Of(0)), Purchases.QueryOf(-1), 0));
    }

    [Fact]
    public void Two_threads_learn_the_bits_of_one()
    {
        var data = SmallShop.Make().Input.Activities;
        var (one, two) = (Train(new(), data), Train(new(), data, threads: 2));

        Assert.Equal(one.Table.Columns.ToArray(), two.Table.Columns.ToArray());
        Assert.Equal(one.Table.Values.ToArray(), two.Table.Values.ToArray());
    }

    [Fact]
    public void Other_numbers_give_other_places_and_the_same_scores()
    {
        var data = SmallShop.Make().Input.Activities;
        var (customers, items) = (Purchases.Shuffled(data.Customers.Count, 1), Purchases.Shuffled(data.Items.Count, 2));
        var renumbered = Purchases.Renumbered(data, customers, items);
        var (plain, other) = (Train(new(), data), Train(new(), renumbered));

        for (var customer = 0; customer < customers.Length; customer++)
        {
            var expected = Purchases.Scores(plain, Purchases.QueryOf(data, customer), items.Length);
            var actual = Purchases.Scores(other, Purchases.QueryOf(renumbered, customers[customer]), items.Length);
            for (var item = 0; item < items.Length; item++) Assert.Equal(expected[item], actual[items[item]], 1e-5);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void A_window_outside_its_range_is_refused(int window) =>
        Assert.Throws<ValidationException>(() => new TransitionTrainer(new() { Window = window }));
}

public sealed class TransitionModelContract : ScorerContract<TransitionModel>
{
    protected override TransitionModel ScorerOf(ModelSet models) => new TransitionTrainer().Train(Activities, models.Version, SmallShop.Run());
}

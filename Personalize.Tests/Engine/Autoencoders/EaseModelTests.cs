using System.ComponentModel.DataAnnotations;
using Personalize.Engine;
using Personalize.Engine.Autoencoders;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Autoencoders;

public sealed class EaseModelTests
{
    private static readonly TrainingSet Shop = SmallShop.Make().Input.Activities;

    // X = [11; 10; 01; 11], λ = 1.
    private static readonly int[][] Four = [[0, 1], [0], [1], [0, 1]];

    [Fact]
    public void Two_items_by_hand()
    {
        // G = [[4, 2], [2, 4]], P = [[1/3, -1/6], [-1/6, 1/3]], B01 = B10 = (1/6) / (1/3).
        var model = Trained(2, 1, Four);

        Assert.Equal(.5, model.WeightOf(0, 1), 1e-7);
        Assert.Equal(.5, model.WeightOf(1, 0), 1e-7);
        Assert.Equal(0, model.WeightOf(0, 0));
    }

    [Fact]
    public void A_new_customer_by_hand()
    {
        // With a row (1, 0) more: P = [[.25, -.125], [-.125, .3125]].
        var model = Trained(2, 1, Four).With([new HistoryChange(default, new[] { 0 })]);

        Assert.Equal(.4, model.WeightOf(0, 1), 1e-7);
        Assert.Equal(.5, model.WeightOf(1, 0), 1e-7);
    }

    [Fact]
    public void Dropout_weakens_what_an_item_says()
    {
        // Half is imagined away: the counts on the diagonal double, G = [[7, 2], [2, 7]], B01 = 2 / 7.
        var model = Trained(2, 1, Four, dropout: .5);

        Assert.Equal(2 / 7d, model.WeightOf(0, 1), 1e-7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(.4)]
    public void Changed_histories_give_what_training_anew_gives(double dropout)
    {
        int[][] before = [[0, 1, 2], [1, 3], [0, 3], [2], [0, 1, 3]];
        int[][] after = [[0, 1, 2], [1, 2, 3], [], [2], [0, 1, 3], [2, 3]];
        var updated = Trained(4, 20, before, dropout).With(
        [
            new HistoryChange(before[1], after[1]), new HistoryChange(before[2], after[2]), new HistoryChange(default, after[5]),
        ]);
        var anew = Trained(4, 20, after, dropout);

        for (var item = 0; item < 4; item++)
        {
            for (var other = 0; other < 4; other++) Assert.Equal(anew.WeightOf(item, other), updated.WeightOf(item, other), 1e-6);
        }
    }

    [Fact]
    public void An_update_leaves_the_old_model_alone()
    {
        var model = Trained(2, 1, Four);

        model.With([new HistoryChange(default, new[] { 0 })]);

        Assert.Equal(.5, model.WeightOf(0, 1), 1e-7);
    }

    [Fact]
    public void A_history_outside_the_vocabulary_is_refused()
    {
        var model = Trained(2, 1, Four);

        Assert.Throws<ArgumentException>(() => model.With([new HistoryChange(default, new[] { 2 })]));
        Assert.Throws<ArgumentException>(() => model.With([new HistoryChange(new[] { -1 }, default)]));
    }

    [Fact]
    public void An_item_says_nothing_about_itself()
    {
        var model = Trained(2, 1, Four);
        var scores = new float[2];

        model.Score(new RecommendationQuery { ModelVersion = 1, Items = new[] { 0 }, Weights = new[] { 3f } }, [0, 1], scores);

        Assert.Equal(0, scores[0], 1e-6f);
        Assert.Equal(.5f, scores[1], 1e-6f);
    }

    [Theory]
    [InlineData(.25f, .125f)]
    [InlineData(7f, .5f)]
    public void Decayed_weights_count_up_to_one_where_they_are_asked_for(float weight, float expected)
    {
        var settings = new EaseSettings { Regularisation = 1, Dropout = 0, History = HistoryUse.Weight };
        var model = new EaseTrainer(settings).Train(SetOf(2, Four), 1, SmallShop.Run());
        var scores = new float[1];

        model.Score(new RecommendationQuery { ModelVersion = 1, Items = new[] { 0 }, Weights = new[] { weight } }, [1], scores);

        Assert.Equal(expected, scores[0], 1e-6f);
    }

    [Fact]
    public void An_item_that_speaks_against_another_is_no_reason()
    {
        // Items 0 and 1 exclude each other, so that each says "not the other".
        var model = Trained(3, 1, [[0, 2], [1, 2], [0, 2], [1, 2]]);
        var query = new RecommendationQuery { ModelVersion = 1, Items = new[] { 0, 2 }, Weights = new[] { 1f, 1f } };

        var explanation = model.Explain(query, 1, 5);

        Assert.True(model.WeightOf(0, 1) < 0);
        Assert.Equal(2, Assert.IsType<Reason.BecauseOf>(Assert.Single(explanation.Reasons)).Item);
        Assert.Equal(model.WeightOf(0, 1), explanation.Remainder, 1e-12);
    }

    [Fact]
    public void The_same_bits_at_one_thread_and_at_two_and_again()
    {
        var alone = new EaseTrainer().Train(Shop, 1, SmallShop.Run(threads: 1)).Inverse.ToArray();

        Assert.Equal(alone, new EaseTrainer().Train(Shop, 1, SmallShop.Run(threads: 2)).Inverse.ToArray());
        Assert.Equal(alone, new EaseTrainer().Train(Shop, 1, SmallShop.Run(threads: 2)).Inverse.ToArray());
    }

    [Fact]
    public void Without_a_regularisation_it_takes_the_one_that_finds_held_back_items()
    {
        var chosen = new EaseTrainer().Train(Shop, 1, SmallShop.Run());
        var told = new EaseTrainer(new EaseSettings { Regularisation = chosen.Settings.Regularisation }).Train(Shop, 1, SmallShop.Run());

        Assert.Equal(told.Inverse.ToArray(), chosen.Inverse.ToArray());
        // Tastes are six themes here and nothing finer, so the smoothest model is right.
        Assert.Equal(1000, chosen.Settings.Regularisation);
    }

    [Fact]
    public void Where_nothing_can_be_held_back_the_usual_regularisation_is_taken() =>
        Assert.Equal(500, new EaseTrainer().Train(Histories.Of(2, [0], [1]), 1, SmallShop.Run()).Settings.Regularisation);

    [Fact]
    public void Numbering_items_otherwise_permutes_the_weights()
    {
        int[][] rows = [[0, 1, 2], [1, 3], [0, 3], [2], [0, 1, 3]];
        int[] place = [2, 0, 3, 1];
        var (plain, moved) = (Trained(4, 2, rows), Trained(4, 2, [.. rows.Select(row => row.Select(item => place[item]).ToArray())]));

        for (var item = 0; item < 4; item++)
        {
            for (var other = 0; other < 4; other++) Assert.Equal(plain.WeightOf(item, other), moved.WeightOf(place[item], place[other]), 1e-6);
        }
    }

    [Theory]
    [InlineData(9)]
    [InlineData(11)]
    public void The_change_from_double_to_single_is_not_felt(int regularisation)
    {
        // Both sides of λ = 10, against the exact solution for two items: B01 = 2 / (3 + λ).
        Assert.Equal(2d / (3 + regularisation), Trained(2, regularisation, Four).WeightOf(0, 1), 1e-7);
    }

    [Fact]
    public void More_items_than_allowed_are_refused_with_the_memory_they_need()
    {
        var trainer = new EaseTrainer(new EaseSettings { MostItems = 119 });

        var refusal = Assert.Throws<ArgumentException>(() => trainer.Train(Shop, 1, SmallShop.Run()));

        Assert.Contains("120 items", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(120, new EaseTrainer(new EaseSettings { MostItems = 120 }).Train(Shop, 1, SmallShop.Run()).ItemCount);
    }

    [Theory]
    [InlineData(-1, .5)]
    [InlineData(500, 1)]
    [InlineData(500, -.1)]
    public void Settings_out_of_range_are_refused(double regularisation, double dropout) => Assert.Throws<ValidationException>(
        () => new EaseTrainer(new EaseSettings { Regularisation = regularisation, Dropout = dropout }));

    [Fact]
    public void No_customers_and_no_items_are_legal()
    {
        Assert.Equal(0, Trained(0, 1, []).ItemCount);
        Assert.Equal(0, Trained(3, 1, []).WeightOf(0, 2));
    }

    [Fact]
    public void A_cancelled_training_publishes_nothing() => Assert.Throws<OperationCanceledException>(
        () => new EaseTrainer().Train(Shop, 1, SmallShop.Run() with { Cancellation = new CancellationToken(canceled: true) }));

    private static EaseModel Trained(int items, double regularisation, int[][] rows, double dropout = 0) =>
        new EaseTrainer(new EaseSettings { Regularisation = regularisation, Dropout = dropout }).Train(SetOf(items, rows), 1, SmallShop.Run());

    private static TrainingSet SetOf(int items, int[][] rows) => Histories.Of(items, rows);
}

public sealed class EaseContract : ScorerContract<EaseModel>
{
    private static readonly EaseModel Model = new EaseTrainer().Train(SmallShop.Make().Input.Activities, 1, SmallShop.Run());

    protected override EaseModel ScorerOf(ModelSet models) => Model;
}

using System.ComponentModel.DataAnnotations;
using Personalize.Engine;
using Personalize.Engine.Factors;
using Personalize.Engine.Interactions;
using Personalize.Engine.Numerics;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Factors;

public sealed class IalsModelTests
{
    private static readonly TrainingSet Shop = SmallShop.Make().Input.Activities;

    private static readonly IalsSettings Exact = new() { Factors = 8, GradientSteps = 0 };

    [Fact]
    public void One_factor_by_hand()
    {
        // h = (1, 2, 3), the first two touched, α0 = λ = .1, ν = 0: (.1 · 14 + 5 + .1) · w = 3, w = 3 / 6.5.
        var model = ByHand();
        var factors = new float[1];

        model.FoldIn(new SparseRow([0, 1], [1, 1]), factors);

        Assert.Equal(.461538, factors[0], 1e-6);
    }

    [Fact]
    public void Reasons_by_hand()
    {
        // Item 2 scores 3 · 3 / 6.5; item 0 gives 3 · 1 / 6.5 of it, item 1 gives 3 · 2 / 6.5.
        var query = new RecommendationQuery
        {
            ModelVersion = 1,
            Items = new[] { 0, 1 },
            Weights = new[] { 1f, 1f },
            Factors = new Dictionary<string, ReadOnlyMemory<float>> { [IalsModel.ScorerName] = new[] { 3 / 6.5f } },
        };

        var explanation = ByHand().Explain(query, 2, 5);

        Assert.Equal(9 / 6.5, explanation.Score, 1e-6);
        Assert.Equal([1, 0], explanation.Reasons.Cast<Reason.BecauseOf>().Select(reason => reason.Item));
        Assert.Equal(6 / 6.5, explanation.Reasons[0].Contribution, 1e-6);
        Assert.Equal(0, explanation.Remainder, 1e-6);
    }

    [Fact]
    public void An_empty_history_has_no_factors()
    {
        float[] factors = [7];

        ByHand().FoldIn(default, factors);

        Assert.Equal(0, factors[0]);
    }

    [Fact]
    public void Room_for_another_number_of_factors_is_refused() =>
        Assert.Throws<ArgumentException>(() => ByHand().FoldIn(default, new float[2]));

    [Fact]
    public void Factors_of_another_length_are_refused()
    {
        var query = new RecommendationQuery
        {
            ModelVersion = 1,
            Factors = new Dictionary<string, ReadOnlyMemory<float>> { [IalsModel.ScorerName] = new float[2] },
        };

        Assert.Throws<ArgumentException>(() => ByHand().Score(query, [0], new float[1]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void The_loss_falls_in_every_sweep(int steps)
    {
        var losses = LossesOf(new IalsSettings { Factors = 8, GradientSteps = steps, Sweeps = 8 });

        Assert.Equal(8, losses.Count);
        for (var sweep = 1; sweep < losses.Count; sweep++) Assert.True(losses[sweep] < losses[sweep - 1], $"sweep {sweep}: {losses[sweep]}");
    }

    [Fact]
    public void Conjugate_gradients_and_exact_solutions_end_at_the_same_loss()
    {
        var exact = LossesOf(new IalsSettings { Factors = 8, GradientSteps = 0, Sweeps = 30 })[^1];
        var steps = LossesOf(new IalsSettings { Factors = 8, GradientSteps = 3, Sweeps = 30 })[^1];

        Assert.Equal(exact, steps, 0.002 * exact);
    }

    [Fact]
    public void The_loss_reported_is_the_one_that_the_documentation_says()
    {
        const double alpha = .3;
        const double lambda = .007;
        var rows = new[] { new[] { 0, 1 }, [1], [0, 2] };
        var set = Histories.Of(3, rows);
        var settings = new IalsSettings { Factors = 2, UnobservedWeight = alpha, Regularisation = lambda, FrequencyExponent = 1 };
        float[][] customers = [[.5f, 1], [-.25f, .5f], [1, .125f]];
        float[][] items = [[1, .5f], [.75f, .25f], [.5f, -1]];
        var loss = 0d;
        for (var customer = 0; customer < 3; customer++)
        {
            for (var item = 0; item < 3; item++)
            {
                double product = customers[customer][0] * items[item][0] + customers[customer][1] * items[item][1];
                loss += alpha * product * product;
                if (rows[customer].Contains(item)) loss += (1 - product) * (1 - product);
            }
            loss += lambda * (rows[customer].Length + alpha * 3) * customers[customer].Sum(value => (double)value * value);
            var touched = rows.Count(row => row.Contains(customer));
            loss += lambda * (touched + alpha * 3) * items[customer].Sum(value => (double)value * value);
        }

        var (one, other) = (ImplicitRows.Of(RowsOf(customers), settings, SmallShop.Run()), ImplicitRows.Of(RowsOf(items), settings, SmallShop.Run()));

        Assert.Equal(loss, ImplicitLoss.Of(set.Interactions, one, other), 1e-5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void The_same_bits_at_one_thread_and_at_two_and_again(int steps)
    {
        var trainer = new IalsTrainer(new IalsSettings { Factors = 20, GradientSteps = steps, Sweeps = 3 });
        var alone = trainer.Train(Shop, 1, SmallShop.Run(threads: 1)).Items.Values;

        Assert.Equal(alone, trainer.Train(Shop, 1, SmallShop.Run(threads: 2)).Items.Values);
        Assert.Equal(alone, trainer.Train(Shop, 1, SmallShop.Run(threads: 2)).Items.Values);
        Assert.NotEqual(alone, trainer.Train(Shop, 1, SmallShop.Run(seed: 8)).Items.Values);
    }

    [Fact]
    public void How_much_was_done_does_not_count()
    {
        var builder = new InteractionMatrixBuilder(Shop.Interactions.RowCount, Shop.Interactions.ColumnCount);
        for (var customer = 0; customer < builder.RowCount; customer++)
        {
            foreach (var item in Shop.Interactions.Row(customer).Columns) builder.Add(customer, item, 5);
        }
        var trainer = new IalsTrainer(Exact);

        Assert.Equal(
            trainer.Train(Shop, 1, SmallShop.Run()).Items.Values,
            trainer.Train(Shop with { Interactions = builder.Build() }, 1, SmallShop.Run()).Items.Values);
    }

    [Fact]
    public void An_item_that_nobody_touched_scores_nothing()
    {
        var model = new IalsTrainer(Exact).Train(Histories.Of(3, [0, 1], [0, 1], [1]), 1, SmallShop.Run());

        Assert.All(model.Items.Row(2).ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void No_customers_and_no_items_are_legal()
    {
        Assert.Equal(0, new IalsTrainer().Train(Histories.Of(0), 1, SmallShop.Run()).ItemCount);
        Assert.Equal(3, new IalsTrainer().Train(Histories.Of(3), 1, SmallShop.Run()).ItemCount);
    }

    [Fact]
    public void A_cancelled_training_publishes_nothing() => Assert.Throws<OperationCanceledException>(
        () => new IalsTrainer().Train(Shop, 1, SmallShop.Run() with { Cancellation = new CancellationToken(canceled: true) }));

    [Theory]
    [InlineData(0, .3)]
    [InlineData(513, .3)]
    [InlineData(64, 0)]
    public void Settings_out_of_range_are_refused(int factors, double unobserved) => Assert.Throws<ValidationException>(
        () => new IalsTrainer(new IalsSettings { Factors = factors, UnobservedWeight = unobserved }));

    [Theory]
    [InlineData(0, .03)]
    [InlineData(1, .03)]
    [InlineData(1500, .03)]
    [InlineData(3000, .015)]
    public void Without_a_regularisation_it_follows_from_the_number_of_items(int items, double expected) =>
        Assert.Equal(expected, new IalsSettings().For(items).Regularisation, 1e-12);

    [Fact]
    public void A_regularisation_that_was_set_stays() => Assert.Equal(.5, new IalsSettings { Regularisation = .5 }.For(3000).Regularisation);

    private static IalsModel ByHand()
    {
        var settings = new IalsSettings { Factors = 1, UnobservedWeight = .1, Regularisation = .1, FrequencyExponent = 0 };
        return new IalsModel(ImplicitRows.Of(RowsOf([1], [2], [3]), settings, SmallShop.Run()), 1);
    }

    private static FactorRows RowsOf(params float[][] values)
    {
        var rows = new FactorRows(values.Length, values[0].Length);
        for (var row = 0; row < values.Length; row++) values[row].CopyTo(rows.Row(row));
        return rows;
    }

    private static List<double> LossesOf(IalsSettings settings)
    {
        var losses = new Losses();
        new IalsTrainer(settings).Train(Shop, 1, SmallShop.Run() with { Progress = losses });
        return losses.Seen;
    }

    private sealed class Losses : IProgress<StageReport>
    {
        public List<double> Seen { get; } = [];

        public void Report(StageReport value) => Seen.Add(value.Loss!.Value);
    }
}

public sealed class IalsContract : ScorerContract<IalsModel>
{
    private static readonly IalsModel Model = new IalsTrainer().Train(SmallShop.Make().Input.Activities, 1, SmallShop.Run());

    protected override IalsModel ScorerOf(ModelSet models) => Model;
}

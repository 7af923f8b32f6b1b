using Personalize.Engine;
using Personalize.Engine.Ratings;

namespace Personalize.Tests.Engine.Ratings;

public sealed class SgdTrainerTests
{
    [Fact]
    public void A_step_is_that_of_the_specification_s_sample_code()
    {
        float[] p = [0.1f, 0.2f, .. new float[14]];
        float[] q = [0.3f, 0.4f, .. new float[14]];

        var products = SgdStep.Products(p, q);
        var error = 4 - products.Cross;
        SgdStep.Move(p, q, error, customerRate: 0.01f, customerShrink: 0.02f, itemRate: 0.01f, itemShrink: 0.02f);

        Assert.Equal(3.89f, error, 5);
        Assert.Equal([0.11165f, 0.21552f], p[..2].Select(value => MathF.Round(value, 6)));
        Assert.Equal([0.30383f, 0.4077f], q[..2].Select(value => MathF.Round(value, 6)));
        Assert.All(p[2..].Concat(q[2..]), padding => Assert.Equal(0f, padding));
    }

    [Fact]
    public void Steepness_is_that_of_the_gradient()
    {
        // p = (1, 2), q = (3, 4), e = 0.5, reg = 0.1: e·q − reg·p = (1.4, 1.8), squared 1.96 + 3.24; e·p − reg·q = (0.2, 0.6), squared 0.04 + 0.36.
        float[] p = [1, 2, .. new float[14]];
        float[] q = [3, 4, .. new float[14]];

        var products = SgdStep.Products(p, q);

        Assert.Equal(new RowProducts(11, 5, 25), products);
        Assert.Equal(5.2f, products.CustomerSteepness(0.5f, 0.1f), 5);
        Assert.Equal(0.4f, products.ItemSteepness(0.5f, 0.1f), 5);
    }

    [Fact]
    public void The_specification_s_own_descends_its_loss_at_every_epoch()
    {
        var losses = new Losses();

        new SgdTrainer(SgdSettings.Specification).Train(RatingShop.Make().Train, RatingShop.Run() with { Progress = losses });

        Assert.Equal(20, losses.Seen.Count);
        Assert.All(losses.Seen.Zip(losses.Seen.Skip(1)), pair => Assert.True(pair.Second < pair.First));
    }

    [Fact]
    public void Tastes_are_learnt_beyond_deviations()
    {
        var (train, held) = RatingShop.Make();

        var baseline = RatingShop.ErrorOf(new BaselineTrainer().Train(train, RatingShop.Run()), held);
        var factors = RatingShop.ErrorOf(new SgdTrainer().Train(train, RatingShop.Run()), held);

        Assert.True(factors < 0.8 * baseline, $"{factors} beside {baseline}");
    }

    [Fact]
    public void A_falling_rate_is_whole_in_the_first_epoch_and_less_in_the_second()
    {
        Assert.Equal(ErrorAfter(1, RateSchedule.Constant), ErrorAfter(1, RateSchedule.Falling));
        Assert.NotEqual(ErrorAfter(2, RateSchedule.Constant), ErrorAfter(2, RateSchedule.Falling));
    }

    [Fact]
    public void Who_watches_sees_the_model_after_every_epoch()
    {
        var (train, held) = RatingShop.Make();
        var seen = new List<(int Epoch, double Error)>();

        var model = new SgdTrainer().Train(train, RatingShop.Run(), (model, epoch) => seen.Add((epoch, RatingShop.ErrorOf(model, held))));

        Assert.Equal(Enumerable.Range(1, 16), seen.Select(look => look.Epoch));
        Assert.True(seen[0].Error > seen[^1].Error);
        Assert.Equal(RatingShop.ErrorOf(model, held), seen[^1].Error);
    }

    [Fact]
    public void A_rate_that_is_too_high_is_halved_until_it_holds()
    {
        var (train, held) = RatingShop.Make();
        var settings = new SgdSettings { LearningRate = 1.5, Steps = StepRule.Constant, CustomerRegularisation = 0, ItemRegularisation = 0 };

        Assert.True(double.IsFinite(RatingShop.ErrorOf(new SgdTrainer(settings).Train(train, RatingShop.Run()), held)));
    }

    [Fact]
    public void A_rate_beyond_rescue_is_told()
    {
        var told = Assert.Throws<TrainingDivergedException>(
            () => new SgdTrainer(new SgdSettings { LearningRate = 10, InitialDeviation = 10, Steps = StepRule.Constant }).Train(RatingShop.Make().Train, RatingShop.Run()));

        Assert.Contains("Lower its learning rate", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rating_is_in_one_cell_and_a_diagonal_shares_nobody()
    {
        var train = RatingShop.Make().Train;
        var grid = RatingGrid.Of(train, new Random(3));
        var places = 0;

        for (var diagonal = 0; diagonal < RatingGrid.Side; diagonal++)
        {
            var (customers, items) = (new HashSet<int>(), new HashSet<int>());
            for (var lane = 0; lane < RatingGrid.Side; lane++)
            {
                var cell = grid.Cell(diagonal, lane);
                places += grid.Values[cell].Length;
                Assert.False(customers.Overlaps(grid.Customers[cell]));
                Assert.False(items.Overlaps(grid.Items[cell]));
                customers.UnionWith(grid.Customers[cell]);
                items.UnionWith(grid.Items[cell]);
            }
        }

        Assert.Equal(train.Count, places);
    }

    private static double ErrorAfter(int epochs, RateSchedule schedule)
    {
        var (train, held) = RatingShop.Make();
        return RatingShop.ErrorOf(new SgdTrainer(new SgdSettings { Epochs = epochs, Schedule = schedule }).Train(train, RatingShop.Run()), held);
    }

    private sealed class Losses : IProgress<StageReport>
    {
        public List<double> Seen { get; } = [];

        public void Report(StageReport value) => Seen.Add(value.Loss ?? double.NaN);
    }
}

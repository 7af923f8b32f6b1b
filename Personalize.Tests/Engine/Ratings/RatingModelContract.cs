using Personalize.Engine;
using Personalize.Engine.Ratings;

namespace Personalize.Tests.Engine.Ratings;

/// <summary>What every rating model owes its callers. A new model inherits this and says how it is trained.</summary>
public abstract class RatingModelContract
{
    protected abstract IRatingModel Train(RatingSet data, TrainingRun run);

    [Fact]
    public void It_predicts_better_than_the_mean()
    {
        var (train, held) = RatingShop.Make();
        var spread = Math.Sqrt(held.Average(rating => Math.Pow(rating.Value - train.Mean, 2)));

        Assert.True(RatingShop.ErrorOf(Train(train, RatingShop.Run()), held) < 0.9 * spread);
    }

    [Fact]
    public void Every_prediction_is_on_the_scale_even_of_strangers_and_new_items()
    {
        var (train, _) = RatingShop.Make();
        var model = Train(train, RatingShop.Run());

        foreach (var customer in (int[])[-1, 0, RatingShop.Customers - 1, RatingShop.Customers, int.MaxValue, int.MinValue])
        {
            foreach (var item in (int[])[-1, 0, RatingShop.Items - 1, RatingShop.Items, int.MaxValue, int.MinValue])
                Assert.InRange(model.Predict(customer, item), train.Least, train.Most);
        }
    }

    [Fact]
    public void A_stranger_s_rating_of_a_new_item_is_the_mean()
    {
        var (train, _) = RatingShop.Make();

        Assert.Equal(train.Mean, Train(train, RatingShop.Run()).Predict(-1, -1), 6);
    }

    [Fact]
    public void Two_threads_give_the_bits_of_one()
    {
        var (train, held) = RatingShop.Make();
        var (one, two) = (Train(train, RatingShop.Run(threads: 1)), Train(train, RatingShop.Run(threads: 2)));

        Assert.All(held, rating => Assert.Equal(
            BitConverter.DoubleToInt64Bits(one.Predict(rating.Customer, rating.Item)),
            BitConverter.DoubleToInt64Bits(two.Predict(rating.Customer, rating.Item))));
    }

    [Fact]
    public void No_ratings_predict_nothing_but_nothing() =>
        Assert.Equal(0, Train(RatingSet.Of(2, 2, []), RatingShop.Run()).Predict(0, 0));

    [Fact]
    public void One_rating_is_enough_to_stay_finite() =>
        Assert.Equal(4, Train(RatingSet.Of(1, 1, [new(0, 0, 4)]), RatingShop.Run()).Predict(0, 0));

    [Fact]
    public void A_cancelled_training_gives_nothing()
    {
        var (train, _) = RatingShop.Make();

        Assert.Throws<OperationCanceledException>(() => Train(train, RatingShop.Run() with { Cancellation = new CancellationToken(true) }));
    }
}

public sealed class BaselineContractTests : RatingModelContract
{
    protected override IRatingModel Train(RatingSet data, TrainingRun run) => new BaselineTrainer().Train(data, run);
}

public sealed class SgdContractTests : RatingModelContract
{
    protected override IRatingModel Train(RatingSet data, TrainingRun run) => new SgdTrainer().Train(data, run);
}

public sealed class BayesianContractTests : RatingModelContract
{
    protected override IRatingModel Train(RatingSet data, TrainingRun run) => new BayesianTrainer(new BayesianSettings { Sweeps = 40, BurnIn = 10 }).Train(data, run);
}

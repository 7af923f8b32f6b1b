using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Numerics;
using Personalize.Engine.Ratings;

namespace Personalize.Tests.Engine.Ratings;

public sealed class BayesianTrainerTests
{
    /// <summary>One factor, q = (1, 2), residuals (½, 1), α = 2, prior N(0, 1): the posterior is N(5/11, 1/11).</summary>
    [Fact]
    public void Draws_have_the_posterior_worked_by_hand()
    {
        const int draws = 40_000;
        var items = new FactorRows(2, 2);
        (items.Row(0)[0], items.Row(1)[0]) = (1, 2);
        var data = RatingSet.Of(1, 2, [new(0, 0, 0.5f), new(0, 1, 1)]);
        var customers = new FactorRows(draws, 2);

        Assert.True(new RowDraws(items, mean: 0).Draw(customers, _ => data.OfCustomer(0), Prior(items.Stride), 2, stream: 0, RatingShop.Run()));

        double[] seen = [.. Enumerable.Range(0, draws).Select(row => (double)customers.Row(row)[0])];
        var mean = seen.Average();
        Assert.Equal(5 / 11d, mean, 0.006);
        Assert.Equal(1 / 11d, seen.Average(value => (value - mean) * (value - mean)), 0.003);
    }

    [Fact]
    public void Who_rated_nothing_is_drawn_from_the_prior()
    {
        const int draws = 40_000;
        var customers = new FactorRows(draws, 2);
        var data = RatingSet.Of(1, 2, []);

        new RowDraws(new FactorRows(2, 2), mean: 3).Draw(customers, _ => data.OfCustomer(0), Prior(customers.Stride), 2, stream: 0, RatingShop.Run());

        double[] seen = [.. Enumerable.Range(0, draws).Select(row => (double)customers.Row(row)[0])];
        Assert.Equal(0, seen.Average(), 0.02);
        Assert.Equal(1, seen.Average(value => value * value), 0.03);
    }

    [Fact]
    public void Many_draws_predict_better_than_one_descent()
    {
        var (train, held) = RatingShop.Make();

        var descent = RatingShop.ErrorOf(new SgdTrainer().Train(train, RatingShop.Run()), held);
        var bayesian = RatingShop.ErrorOf(new BayesianTrainer().Train(train, RatingShop.Run()), held);

        Assert.True(bayesian < descent, $"{bayesian} beside {descent}");
    }

    [Fact]
    public void Burn_in_that_leaves_nothing_is_refused() =>
        Assert.Throws<ValidationException>(() => new BayesianTrainer(new BayesianSettings { Sweeps = 20, BurnIn = 20 }));

    // The factor N(0, 1); the deviation held at 0.
    private static RowPrior Prior(int stride)
    {
        var precision = new float[stride * stride];
        for (var row = 0; row < stride; row++) precision[row * stride + row] = row == 1 ? 1e8f : 1;
        return new RowPrior(precision, new float[stride]);
    }
}

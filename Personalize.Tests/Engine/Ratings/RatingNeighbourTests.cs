using Personalize.Engine;
using Personalize.Engine.Ratings;

namespace Personalize.Tests.Engine.Ratings;

public sealed class RatingNeighbourTests
{
    [Fact]
    public void The_weighted_average_by_hand()
    {
        // Expected 3; one neighbour (.8) gives 1 more than usual, one (.4) 1 less: 3 + (.8 − .4) / 1.2.
        Assert.Equal(3.333333, RatingNeighbourModel.WeightedAverage(3, [0.8, 0.4], [5 - 4, 1 - 2]), 6);
        Assert.Equal(3, RatingNeighbourModel.WeightedAverage(3, [0, 0], [1, 2]));
    }

    [Fact]
    public void Likeness_is_the_shrunk_correlation_of_what_both_rated()
    {
        // Customers 0 and 1 share items 0, 1 and 2 as in PearsonTests; what only one of them rated does not count.
        var data = RatingSet.Of(3, 5, [new(0, 0, 5), new(0, 1, 3), new(0, 2, 4), new(0, 3, 1), new(1, 0, 4), new(1, 1, 2), new(1, 2, 5), new(1, 4, 5), new(2, 0, 2), new(2, 1, 4)]);
        var settings = new RatingCustomerNeighbourSettings { Shrinkage = 10, Correlated = CorrelatedValues.Ratings };

        var model = new RatingNeighbourTrainer(settings).Train(data, RatingShop.Run());

        Assert.Equal(0.151074, model.LikenessOf(0, 1), 6);
        Assert.Equal(model.LikenessOf(0, 1), model.LikenessOf(1, 0));
        Assert.Equal(0, model.LikenessOf(0, 2)); // two shared ratings, three are asked for
        Assert.Equal(0, model.LikenessOf(1, 1));
    }

    [Fact]
    public void Items_are_alike_as_customers_are_in_the_table_turned_over()
    {
        var ratings = RatingShop.Make().Train;
        var turned = new List<Rating>();
        for (var customer = 0; customer < ratings.CustomerCount; customer++)
        {
            var row = ratings.OfCustomer(customer);
            for (var at = 0; at < row.Count; at++) turned.Add(new Rating(row.Others[at], customer, row.Values[at]));
        }
        var items = new RatingNeighbourTrainer(new RatingItemNeighbourSettings { Shrinkage = 100, Correlated = CorrelatedValues.Ratings }).Train(ratings, RatingShop.Run());
        var customers = new RatingNeighbourTrainer(new RatingCustomerNeighbourSettings { Shrinkage = 100, Correlated = CorrelatedValues.Ratings })
            .Train(RatingSet.Of(RatingShop.Items, RatingShop.Customers, turned), RatingShop.Run());

        for (var item = 1; item < RatingShop.Items; item++) Assert.Equal(customers.LikenessOf(item, item - 1), items.LikenessOf(item, item - 1));
    }

    [Theory]
    [InlineData(RatingNeighbourModel.CustomersName)]
    [InlineData(RatingNeighbourModel.ItemsName)]
    public void Neighbours_know_more_than_the_baseline(string name)
    {
        var (train, held) = RatingShop.Make();
        RatingNeighbourSettings settings = name == RatingNeighbourModel.CustomersName ? new RatingCustomerNeighbourSettings() : new RatingItemNeighbourSettings();

        var model = new RatingNeighbourTrainer(settings).Train(train, RatingShop.Run());

        Assert.Equal(name, model.Name);
        Assert.True(RatingShop.ErrorOf(model, held) < 0.8 * RatingShop.ErrorOf(new BaselineTrainer().Train(train, RatingShop.Run()), held));
    }

    [Fact]
    public void More_customers_than_allowed_are_refused_with_the_memory_they_need()
    {
        var refused = Assert.Throws<ArgumentException>(
            () => new RatingNeighbourTrainer(new RatingCustomerNeighbourSettings { MostRows = 199 }).Train(RatingShop.Make().Train, RatingShop.Run()));

        Assert.Contains("200 customers", refused.Message, StringComparison.Ordinal);
        Assert.Contains("MostRows is 199", refused.Message, StringComparison.Ordinal);
    }
}

public sealed class RatingCustomerNeighbourContractTests : RatingModelContract
{
    protected override IRatingModel Train(RatingSet data, TrainingRun run) => new RatingNeighbourTrainer(new RatingCustomerNeighbourSettings()).Train(data, run);
}

public sealed class RatingItemNeighbourContractTests : RatingModelContract
{
    protected override IRatingModel Train(RatingSet data, TrainingRun run) => new RatingNeighbourTrainer(new RatingItemNeighbourSettings()).Train(data, run);
}

using Personalize.Engine.Evaluation;

namespace Personalize.Tests.Engine.Evaluation;

public sealed class BootstrapTests
{
    private static double[][] Means(int seed, int threads, params IReadOnlyList<double>[] columns) =>
        Bootstrap.Means([.. columns.Select(BootstrapColumn.OfValues)], 2000, seed, threads, CancellationToken.None);

    private static double[] Sample(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }

    [Fact]
    public void The_interval_of_a_mean_is_that_of_the_normal_approximation()
    {
        // Uniform values of 900 customers: standard error √(1/12/900) = .0096, half-width 1.96 times that.
        var values = Sample(900, 1);
        var (low, high) = Bootstrap.Middle95(Means(1, 1, values)[0]);

        Assert.Equal(values.Average(), (low + high) / 2, 0.002);
        Assert.Equal(2 * 1.96 * Math.Sqrt(1 / 12d / 900), high - low, 0.003);
    }

    [Fact]
    public void Models_are_resampled_on_the_same_customers()
    {
        var values = Sample(200, 2);
        var means = Means(1, 1, values, [.. values.Select(value => value + 0.25)]);

        Assert.All(means[0].Zip(means[1]), pair => Assert.Equal(0.25, pair.Second - pair.First, 1e-12));
    }

    [Fact]
    public void One_thread_two_threads_and_again_give_the_same_bits()
    {
        var values = Sample(100, 3);

        Assert.Equal(Means(4, 1, values)[0], Means(4, 2, values)[0]);
        Assert.NotEqual(Means(4, 1, values)[0], Means(5, 1, values)[0]);
    }

    [Fact]
    public void Customers_without_a_value_are_left_out()
    {
        var column = BootstrapColumn.OfValues([1, double.NaN, 3]);

        Assert.Equal(2, column.Value);
        Assert.Equal(2, column.Defined);
        double[] values = [.. Enumerable.Range(0, 40).Select(customer => customer % 2 == 0 ? 2 : double.NaN)];
        Assert.All(Means(1, 1, values)[0], mean => Assert.Equal(2, mean));
    }

    [Fact]
    public void A_resample_without_any_value_leaves_no_interval()
    {
        var means = Means(1, 1, [2, double.NaN])[0];

        Assert.Contains(double.NaN, means);
        Assert.Equal((double.NaN, double.NaN), Bootstrap.Middle95(means));
    }

    [Fact]
    public void Sums_are_divided_by_their_counts()
    {
        // Two customers with 1 and 3 ratings: (2 + 6) / 4.
        Assert.Equal(2, BootstrapColumn.OfSums([2, 6], [1, 3]).Value);
    }

    [Fact]
    public void The_middle_of_0_to_1000_is_25_to_975() =>
        Assert.Equal((25, 975), Bootstrap.Middle95([.. Enumerable.Range(0, 1001).Select(value => (double)value)]));

    [Fact]
    public void Nothing_has_no_interval() => Assert.Equal((double.NaN, double.NaN), Bootstrap.Middle95([]));
}

using Personalize.Web.Shell;

namespace Personalize.Tests.Web.Shell;

public sealed class SparklinePathTests
{
    [Fact]
    public void Line_runs_from_edge_to_edge_with_zero_at_the_floor() => Assert.Equal("M0 31L59 16L118 1", SparklinePath.Line([0, 5, 10]));

    [Fact]
    public void Unknown_value_breaks_the_line() => Assert.Equal("M0 31M79 1L118 31", SparklinePath.Line([0, double.NaN, 4, 0]));

    [Fact]
    public void Nothing_known_draws_nothing()
    {
        Assert.Equal("", SparklinePath.Line([]));
        Assert.Equal("", SparklinePath.Line([double.NaN, double.NaN]));
    }

    [Fact]
    public void Flat_zeros_lie_on_the_floor() => Assert.Equal("M0 31L118 31", SparklinePath.Line([0, 0]));

    [Fact]
    public void Single_value_does_not_divide_by_zero() => Assert.Equal("M0 1", SparklinePath.Line([3]));
}

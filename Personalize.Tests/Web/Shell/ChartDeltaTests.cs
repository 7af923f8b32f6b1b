using Personalize.Web.Shell.Charts;

namespace Personalize.Tests.Web.Shell;

public sealed class ChartDeltaTests
{
    [Fact]
    public void Equal_figures_need_nothing() =>
        Assert.True(ChartDelta.Between(Figures(0, 1, 2, 3), Figures(0, 1, 2, 3))!.IsNothing);

    [Fact]
    public void Changed_last_point_sends_only_itself()
    {
        var delta = ChartDelta.Between(Figures(0, 1, 2, 3), Figures(0, 1, 2, 9))!;

        Assert.Equal((0, 2), (delta.Drop, delta.Keep));
        Assert.Equal([9], delta.Values[0]);
    }

    [Fact]
    public void Window_that_moved_drops_in_front_and_appends_behind()
    {
        var delta = ChartDelta.Between(Figures(0, 1, 2, 3), Figures(1, 2, 3, 4))!;

        Assert.Equal((1, 2), (delta.Drop, delta.Keep));
        Assert.Equal([15L], delta.Times);
        Assert.Equal([4], delta.Values[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Applying_the_delta_gives_the_newer_figures(int moved)
    {
        var drawn = Figures(0, 1, 2, 3, 4);
        var next = Figures(moved, [.. Enumerable.Range(moved + 1, 4).Select(value => value * (double?)1.0 % 5)]);

        var delta = ChartDelta.Between(drawn, next)!;

        // The browser's splice: drop in front, keep so many, then the tail.
        var times = drawn.Times.Skip(delta.Drop).Take(delta.Keep).Concat(delta.Times);
        var values = drawn.Series[0].Values.Skip(delta.Drop).Take(delta.Keep).Concat(delta.Values[0]);
        Assert.Equal(next.Times, times);
        Assert.Equal(next.Series[0].Values, values);
    }

    [Fact]
    public void Figures_without_a_common_time_are_sent_whole() =>
        Assert.Null(ChartDelta.Between(Figures(0, 1, 2, 3), Figures(3, 1, 2, 3)));

    [Fact]
    public void Other_series_are_sent_whole() =>
        Assert.Null(ChartDelta.Between(
            Figures(0, 1, 2), Figures(0, 1, 2) with { Series = [new ChartSeries("other", 1, [1, 2])] }));

    [Fact]
    public void Figures_that_became_empty_are_sent_whole() => Assert.Null(ChartDelta.Between(Figures(0, 1, 2), Figures(0)));

    private static ChartFigures Figures(int from, params double?[] values) => new(
        ChartShape.Line, "per 5 s", [.. Enumerable.Range(from, values.Length).Select(index => index * 5L)], [new ChartSeries("view", 1, values)]);
}

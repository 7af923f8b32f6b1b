using Personalize.Engine.Evaluation;

namespace Personalize.Tests.Engine.Evaluation;

public sealed class ShareIntervalTests
{
    [Fact]
    public void Three_hits_of_ten_by_hand()
    {
        // p = .3, z²/n = .384146: (.3 + .192073 ± 1.959964·√(.021 + .0096036)) / 1.384146 = (.492073 ± .342871) / 1.384146.
        var interval = ShareInterval.Wilson(hits: 3, count: 10);

        Assert.Equal(0.107791, interval.Low, 5);
        Assert.Equal(0.603222, interval.High, 5);
    }

    [Theory]
    [InlineData(0, 20, 0)]
    [InlineData(20, 20, 1)]
    public void Ends_of_the_range_are_reached_and_not_passed(long hits, long count, double end)
    {
        var interval = ShareInterval.Wilson(hits, count);

        Assert.Equal(end, hits == 0 ? interval.Low : interval.High);
        Assert.InRange(hits == 0 ? interval.High : interval.Low, 0.01, 0.99);
    }

    [Fact]
    public void More_cases_of_the_same_share_say_more() =>
        Assert.True(Width(ShareInterval.Wilson(30, 100)) < Width(ShareInterval.Wilson(3, 10)));

    [Fact]
    public void Nothing_counted_says_nothing() => Assert.True(double.IsNaN(ShareInterval.Wilson(0, 0).Low));

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void More_hits_than_cases_cannot_happen(long hits, long count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ShareInterval.Wilson(hits, count));

    private static double Width(ShareInterval interval) => interval.High - interval.Low;
}

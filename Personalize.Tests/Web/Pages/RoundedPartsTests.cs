using Personalize.Web.Recommendations;

namespace Personalize.Tests.Web.Pages;

public sealed class RoundedPartsTests
{
    [Fact]
    public void Three_thirds_shown_to_three_decimals_add_up_to_one()
    {
        // 0.3333 × 3 = 1: plain rounding would show 0.333 + 0.333 + 0.333 = 0.999.
        var rounded = RoundedParts.Of([1 / 3.0, 1 / 3.0, 1 / 3.0], decimals: 3);

        Assert.Equal(1.000m, rounded.Total);
        Assert.Equal([0.334m, 0.333m, 0.333m], rounded.Parts);
    }

    [Fact]
    public void Nothing_adds_up_to_zero()
    {
        var rounded = RoundedParts.Of([], decimals: 3);

        Assert.Equal(0m, rounded.Total);
        Assert.Empty(rounded.Parts);
    }

    [Fact]
    public void Any_parts_add_up_to_their_total_and_stay_within_one_unit()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var exact = Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.NextDouble() * 3 - 0.5).ToArray();
            var decimals = random.Next(0, 5);

            var rounded = RoundedParts.Of(exact, decimals);

            var unit = (decimal)Math.Pow(10, -decimals);
            Assert.Equal(rounded.Total, rounded.Parts.Sum());
            Assert.InRange(Math.Abs(rounded.Total - (decimal)exact.Sum()), 0, unit / 2 + 1e-9m);
            Assert.All(exact.Zip(rounded.Parts), pair => Assert.InRange(Math.Abs((decimal)pair.First - pair.Second), 0, unit));
        }
    }

    [Fact]
    public void More_decimals_than_can_be_read_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RoundedParts.Of([1], decimals: 7));
}

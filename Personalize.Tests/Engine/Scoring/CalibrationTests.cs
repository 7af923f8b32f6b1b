using Personalize.Engine.Scoring;

namespace Personalize.Tests.Engine.Scoring;

public sealed class CalibrationTests
{
    [Theory]
    [InlineData(1, .125)]       // (0 + ½·1) / 4
    [InlineData(2, .5)]         // (1 + ½·2) / 4
    [InlineData(3.5, .6875)]    // halfway between the knots at 2 and 5
    [InlineData(5, .875)]
    public void Sampled_scores_map_to_their_mid_rank(double score, double expected) =>
        Assert.Equal(expected, Calibration.PercentileAbove(0, [5, 1, 2, 2]).Map(score), 1e-12);

    [Fact]
    public void Above_the_sample_it_nears_1_by_the_width_of_the_sample()
    {
        var calibration = Calibration.PercentileAbove(0, [5, 1, 2, 2]);

        // Five wide, counted from the floor.
        Assert.Equal(1 - .125 * Math.Exp(-1), calibration.Map(10), 1e-12);
        Assert.Equal(0, calibration.Map(-3));
    }

    [Fact]
    public void A_constant_or_empty_sample_is_one_half()
    {
        Assert.Equal(.5, Calibration.PercentileAbove(0, [3, 3, 3]).Map(3));
        Assert.Equal(.5, Calibration.PercentileAbove(0, []).Map(0));
        Assert.Equal(.5, Calibration.PercentileAbove(0, [0, 0]).Map(0));
        Assert.True(Calibration.PercentileAbove(0, [3, 3, 3]).Map(3.1) > .5);
    }

    [Fact]
    public void The_floor_is_0_and_ranks_count_what_lies_above()
    {
        var calibration = Calibration.PercentileAbove(0, [0, 0, 0, 1, 3, float.NaN]);

        Assert.Equal(0, calibration.Map(0));
        Assert.Equal(.25, calibration.Map(1), 1e-12);   // (0 + ½) / 2
        Assert.Equal(.125, calibration.Map(.5), 1e-12); // halfway from the floor
        Assert.Equal(.75, calibration.Map(3), 1e-12);
        Assert.Equal(0, calibration.Map(-5));
    }

    [Fact]
    public void No_opinion_stays_no_opinion() => Assert.Equal(double.NaN, Calibration.PercentileAbove(0, [1, 2]).Map(double.NaN));

    [Fact]
    public void It_never_falls_and_stays_within_0_and_1()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            float[] sample = [.. Enumerable.Range(0, random.Next(30)).Select(_ => random.Next(12) / 4f)];
            var calibration = Calibration.PercentileAbove(0, sample);
            var before = 0d;
            for (var score = -5d; score < 8; score += 0.05)
            {
                var mapped = calibration.Map(score);
                Assert.InRange(mapped, before, 1);
                before = mapped;
            }
        }
    }

    [Fact]
    public void Thinning_a_large_sample_keeps_its_ends_and_its_shares()
    {
        float[] sample = [.. Enumerable.Range(0, 20_000).Select(number => (float)number)];
        var calibration = Calibration.PercentileAbove(-1, sample);

        Assert.Equal(0.5 / 20_000, calibration.Map(0), 1e-12);
        Assert.Equal(1 - 0.5 / 20_000, calibration.Map(19_999), 1e-12);
        Assert.Equal(0.25, calibration.Map(5000), 1e-3);
    }
}

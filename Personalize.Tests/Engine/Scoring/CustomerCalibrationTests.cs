using Personalize.Engine.Scoring;

namespace Personalize.Tests.Engine.Scoring;

public sealed class CustomerCalibrationTests
{
    [Fact]
    public void A_score_ten_deviations_above_the_mean_has_gone_half_the_way()
    {
        // Scores 1 and 3: mean 2, deviation 1.
        var map = CustomerCalibration.Instance.For([1, 3, float.NaN]);

        Assert.Equal(.02, map.Map(2), 1e-12);
        Assert.Equal(.02 + .98 / 2, map.Map(12), 1e-12);
        Assert.Equal(.02 + .98 / 11, map.Map(3), 1e-12);
        Assert.Equal(.01, map.Map(-8), 1e-12);
    }

    [Fact]
    public void It_rises_strictly_and_stays_between_0_and_1()
    {
        var map = CustomerCalibration.Instance.For([0, 1, 5, 2]);
        double[] scores = [-1e6, -10, 0, 1.9, 2, 2.1, 40, 1e6];

        Assert.All(scores.Zip(scores.Skip(1)), pair => Assert.True(map.Map(pair.First) < map.Map(pair.Second)));
        Assert.All(scores, score => Assert.InRange(map.Map(score), 0, 1));
    }

    [Fact]
    public void Scores_that_are_all_alike_say_nothing()
    {
        Assert.Equal(CustomerCalibration.AtMean, CustomerCalibration.Instance.For([7, 7, 7]).Map(7));
        Assert.Equal(CustomerCalibration.AtMean, CustomerCalibration.Instance.For([]).Map(7));
        Assert.Equal(CustomerCalibration.AtMean, CustomerCalibration.Instance.For([float.NaN]).Map(7));
    }

    [Fact]
    public void Neither_the_unit_nor_the_zero_of_a_scorer_matters()
    {
        var (one, other) = (CustomerCalibration.Instance.For([0, 1, 5, 2]), CustomerCalibration.Instance.For([10, 30, 110, 50]));

        Assert.Equal(one.Map(5), other.Map(110), 1e-9);
    }
}

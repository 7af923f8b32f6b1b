using Personalize.Engine.Evaluation;

namespace Personalize.Tests.Engine.Evaluation;

public sealed class ProbabilityMetricsTests
{
    private static readonly double[] Probabilities = [0.9, 0.8, 0.3, 0.2];
    private static readonly bool[] Happened = [true, false, true, false];

    // (.01 + .64 + .49 + .04) / 4
    [Fact]
    public void Brier_score_by_hand() => Assert.Equal(0.295, ProbabilityMetrics.BrierScore(Probabilities, Happened), 12);

    // −(ln .9 + ln .2 + ln .3 + ln .8) / 4 = (.105361 + 1.609438 + 1.203973 + .223144) / 4
    [Fact]
    public void Log_loss_by_hand() => Assert.Equal(0.785479, ProbabilityMetrics.LogLoss(Probabilities, Happened), 6);

    // Halves: [.3, .2] with one of two, |.25 − .5|; [.9, .8] with one of two, |.85 − .5|; each half of all: (.25 + .35) / 2.
    [Fact]
    public void Expected_calibration_error_by_hand() => Assert.Equal(0.3, ProbabilityMetrics.ExpectedCalibrationError(Probabilities, Happened, bins: 2), 12);

    [Fact]
    public void Who_always_says_half_loses_a_quarter_and_the_logarithm_of_two_and_is_calibrated()
    {
        double[] half = [0.5, 0.5];

        Assert.Equal(0.25, ProbabilityMetrics.BrierScore(half, [true, false]));
        Assert.Equal(Math.Log(2), ProbabilityMetrics.LogLoss(half, [true, false]), 12);
        Assert.Equal(0, ProbabilityMetrics.ExpectedCalibrationError(half, [true, false]));
    }

    [Fact]
    public void Certainty_is_legal_at_both_ends_and_costs_much_where_it_is_wrong()
    {
        Assert.Equal(0, ProbabilityMetrics.ExpectedCalibrationError([0, 1], [false, true]));
        Assert.InRange(ProbabilityMetrics.LogLoss([1], [false]), 30, 40);
    }

    [Fact]
    public void Nothing_has_no_score()
    {
        Assert.Equal(double.NaN, ProbabilityMetrics.BrierScore([], []));
        Assert.Equal(double.NaN, ProbabilityMetrics.LogLoss([], []));
        Assert.Equal(double.NaN, ProbabilityMetrics.ExpectedCalibrationError([], []));
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void What_is_no_probability_is_refused_by_name(double value) =>
        Assert.Contains($"A probability is {value}", Assert.Throws<ArgumentException>(() => ProbabilityMetrics.BrierScore([value], [true])).Message, StringComparison.Ordinal);

    [Fact]
    public void One_outcome_too_few_is_refused() => Assert.Throws<ArgumentException>(() => ProbabilityMetrics.LogLoss(Probabilities, Happened.AsSpan(1)));
}

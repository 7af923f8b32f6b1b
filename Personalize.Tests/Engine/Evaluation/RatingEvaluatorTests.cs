using Personalize.Engine.Evaluation;
using Personalize.Engine.Ratings;

namespace Personalize.Tests.Engine.Evaluation;

public sealed class RatingEvaluatorTests
{
    private static readonly Rating[] Test = [new(0, 0, 5), new(0, 1, 2), new(1, 0, 3), new(-1, -1, 4)];

    [Fact]
    public void Errors_are_predicted_minus_true() =>
        Assert.Equal([-2, 1, 0, -1], RatingEvaluator.Errors(new Always(3), Test, threads: 2, CancellationToken.None));

    [Fact]
    public void Root_mean_square_weighs_large_errors_more_than_the_mean_does()
    {
        double[] errors = [-2, 1, 0, -1];

        Assert.Equal(Math.Sqrt(1.5), RatingEvaluator.RootMeanSquare(errors), 1e-12);
        Assert.Equal(1, RatingEvaluator.MeanAbsolute(errors), 1e-12);
        Assert.Equal(double.NaN, RatingEvaluator.RootMeanSquare([]));
    }

    [Fact]
    public void A_model_that_predicts_nothing_is_named() =>
        Assert.Contains("always", Assert.Throws<ArgumentException>(
            () => RatingEvaluator.Errors(new Always(double.NaN), Test, 1, CancellationToken.None)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_report_holds_both_measures_and_the_paired_difference()
    {
        var report = RatingReport.Of(Test, [("three", [-2, 1, 0, -1]), ("four", [-1, 2, 1, 0])], seed: 1, threads: 2, CancellationToken.None);

        Assert.Equal(["rmse", "mae"], report.Models[0].Metrics.Select(metric => metric.Metric));
        Assert.Equal(Math.Sqrt(1.5), report.Models[0].Metrics[0].Mean, 1e-12);
        Assert.Equal(4, report.Models[0].Metrics[0].Count);
        Assert.InRange(report.Models[0].Metrics[0].Mean, report.Models[0].Metrics[0].Low95, report.Models[0].Metrics[0].High95);
        Assert.Equal([0d, 0d], report.Differences.Select(difference => difference.Mean), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    private sealed class Always(double value) : IRatingModel
    {
        public string Name => "always";

        public double Predict(int customer, int item) => value;
    }
}

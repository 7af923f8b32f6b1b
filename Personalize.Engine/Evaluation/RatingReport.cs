using Personalize.Engine.Ratings;

namespace Personalize.Engine.Evaluation;

/// <summary>RMSE and MAE of several models on one test, with intervals, and what they differ by.</summary>
/// <param name="Models">By model name, in the order of trial: RMSE, then MAE.</param>
/// <param name="Differences">Every later model minus the first, per metric; below 0 is better.</param>
/// <remarks>Customers are resampled with all their ratings: ratings of one person are alike, and drawn singly they would look surer than they are.</remarks>
public sealed record RatingReport(
    IReadOnlyList<(string Model, IReadOnlyList<MetricSummary> Metrics)> Models, IReadOnlyList<PairedDifference> Differences)
{
    public const string Rmse = "rmse";
    public const string Mae = "mae";

    /// <param name="test">The held-out ratings.</param>
    /// <param name="errors">By model: its name and its errors, parallel to <paramref name="test"/>.</param>
    public static RatingReport Of(
        IReadOnlyList<Rating> test, IReadOnlyList<(string Model, double[] Errors)> errors, int seed, int threads, CancellationToken cancellation)
    {
        var groups = Groups(test);
        BootstrapColumn[] columns =
            [.. errors.SelectMany(model => new[] { Column(groups, model.Errors, static error => error * error), Column(groups, model.Errors, Math.Abs) })];
        var means = Bootstrap.Means(columns, Bootstrap.DefaultResamples, seed, threads, cancellation);
        // A root keeps the order, so the ends of the interval may be taken of it as well.
        for (var column = 0; column < means.Length; column += 2) means[column] = Array.ConvertAll(means[column], Math.Sqrt);
        var models = new List<(string, IReadOnlyList<MetricSummary>)>();
        var differences = new List<PairedDifference>();
        for (var model = 0; model < errors.Count; model++)
        {
            double[] values = [RatingEvaluator.RootMeanSquare(errors[model].Errors), RatingEvaluator.MeanAbsolute(errors[model].Errors)];
            double[] first = [RatingEvaluator.RootMeanSquare(errors[0].Errors), RatingEvaluator.MeanAbsolute(errors[0].Errors)];
            var summaries = new List<MetricSummary>();
            foreach (var (metric, id) in new[] { (0, Rmse), (1, Mae) })
            {
                var mine = means[2 * model + metric];
                var (low, high) = Bootstrap.Middle95(mine);
                summaries.Add(new MetricSummary(id, values[metric], low, high, test.Count, 0));
                if (model == 0) continue;
                var (least, most) = Bootstrap.Middle95([.. mine.Zip(means[metric], static (one, other) => one - other)]);
                differences.Add(new PairedDifference(id, errors[model].Model, errors[0].Model, values[metric] - first[metric], least, most));
            }
            models.Add((errors[model].Model, summaries));
        }
        return new RatingReport(models, differences);
    }

    private static int[][] Groups(IReadOnlyList<Rating> test) =>
        [.. Enumerable.Range(0, test.Count).GroupBy(at => test[at].Customer).OrderBy(static group => group.Key).Select(static group => group.ToArray())];

    private static BootstrapColumn Column(int[][] groups, double[] errors, Func<double, double> loss) => BootstrapColumn.OfSums(
        [.. groups.Select(group => group.Sum(at => loss(errors[at])))], [.. groups.Select(static group => (double)group.Length)]);
}

namespace Personalize.Engine.Evaluation;

/// <summary>Figures of several models on one test, with intervals, and what they differ by.</summary>
/// <param name="Models">By model name, in the order of trial: one summary per metric.</param>
/// <param name="Differences">Every later model minus the first, per metric.</param>
public sealed record RankingReport(
    IReadOnlyList<(string Model, IReadOnlyList<MetricSummary> Metrics)> Models, IReadOnlyList<PairedDifference> Differences)
{
    /// <param name="results">On the same cases and metrics.</param>
    public static RankingReport Of(IReadOnlyList<RankingResult> results, int seed, int threads, CancellationToken cancellation)
    {
        if (results.Count == 0) return new RankingReport([], []);
        var metrics = results[0].Metrics;
        BootstrapColumn[] columns = [.. results.SelectMany(static result => result.Values).Select(BootstrapColumn.OfValues)];
        var means = Bootstrap.Means(columns, Bootstrap.DefaultResamples, seed, threads, cancellation);
        var models = new List<(string, IReadOnlyList<MetricSummary>)>();
        var differences = new List<PairedDifference>();
        for (var model = 0; model < results.Count; model++)
        {
            var summaries = new List<MetricSummary>();
            for (var metric = 0; metric < metrics.Count; metric++)
            {
                var at = model * metrics.Count + metric;
                summaries.Add(Summary(results[model], metric, columns[at], means[at]));
                if (model > 0 && !metrics[metric].IsOfAllLists)
                    differences.Add(Difference(metrics[metric].Id, results[model].Model, results[0].Model, columns[at], columns[metric], means[at], means[metric]));
            }
            models.Add((results[model].Model, summaries));
        }
        return new RankingReport(models, differences);
    }

    private static MetricSummary Summary(RankingResult result, int metric, BootstrapColumn column, double[] means)
    {
        var id = result.Metrics[metric].Id;
        if (result.Metrics[metric].IsOfAllLists) return new MetricSummary(id, result.OfAllLists[metric], double.NaN, double.NaN, result.Lists.Length, 0);
        var (low, high) = Bootstrap.Middle95(means);
        var defined = (int)column.Defined;
        return new MetricSummary(id, column.Value, low, high, defined, column.Count - defined);
    }

    private static PairedDifference Difference(
        string metric, string model, string against, BootstrapColumn mine, BootstrapColumn theirs, double[] means, double[] theirMeans)
    {
        var (low, high) = Bootstrap.Middle95([.. means.Zip(theirMeans, static (one, other) => one - other)]);
        return new PairedDifference(metric, model, against, mine.Value - theirs.Value, low, high);
    }
}

using Personalize.Engine.Evaluation;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>What `evaluate` was asked for.</summary>
internal sealed record EvaluateOptions
{
    private static readonly string[] Known =
        ["--task", "--train", "--test", "--seen-filter", "--items", "--models", "--metrics", "--set", "--seed", "--threads", "--json"];

    private static readonly string[] DefaultMetrics =
    [
        "ndcg@10/cut", "recall@20", "ndcg@100/cut", "precision@10", "recall@10", "f1@10", "map@10", "mrr@10", "hit@10",
        "coverage@10", "gini@10", "novelty@10",
    ];

    private static readonly string[] PartMetrics = ["recall@10/repeat", "recall@10/explore"];

    public required EvaluationTask Task { get; init; }
    public required string Train { get; init; }
    public required string Test { get; init; }
    public required SeenItems Seen { get; init; }

    /// <summary>Headerless TSV `item text`, for models of content; null for none.</summary>
    public string? Items { get; init; }

    /// <summary>Empty for all that the data allow.</summary>
    public required IReadOnlyList<string> Models { get; init; }
    public required IReadOnlyList<RankingMetric> Metrics { get; init; }
    public required SettingAssignments Settings { get; init; }
    public required int Seed { get; init; }
    public required int Threads { get; init; }

    /// <summary>Where the JSON object goes besides the table; null for nowhere.</summary>
    public string? Json { get; init; }

    /// <exception cref="CommandLineException">Something is unknown, missing or out of range.</exception>
    public static EvaluateOptions Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine(arguments, Known);
        var seen = line.OneOf("--seen-filter", "on", "on", "off") == "on" ? SeenItems.Excluded : SeenItems.Allowed;
        var task = line.OneOf("--task", line.Required("--task"), "ranking", "rating") == "ranking" ? EvaluationTask.Ranking : EvaluationTask.Rating;
        return new EvaluateOptions
        {
            Task = task,
            Train = line.File("--train"),
            Test = line.File("--test"),
            Seen = seen,
            Items = line.FileOrNull("--items"),
            Models = line.List("--models"),
            Metrics = task == EvaluationTask.Ranking ? MetricsOf(line.List("--metrics"), seen) : RatingMetricsOf(line.List("--metrics")),
            Settings = SettingAssignments.Parse(line.All("--set")),
            Seed = line.Number("--seed", 1, least: int.MinValue),
            Threads = line.Number("--threads", Environment.ProcessorCount, least: 1),
            Json = line.NewFile("--json"),
        };
    }

    private static IReadOnlyList<RankingMetric> MetricsOf(IReadOnlyList<string> ids, SeenItems seen)
    {
        try
        {
            IEnumerable<string> standard = seen == SeenItems.Allowed ? DefaultMetrics.Concat(PartMetrics) : DefaultMetrics;
            return [.. (ids.Count > 0 ? ids.Distinct() : standard).Select(RankingMetric.Parse)];
        }
        catch (FormatException unknown)
        {
            throw new CommandLineException($"--metrics: {unknown.Message}");
        }
    }

    private static IReadOnlyList<RankingMetric> RatingMetricsOf(IReadOnlyList<string> ids) =>
        ids.FirstOrDefault(static id => id is not (RatingReport.Rmse or RatingReport.Mae)) is { } unknown
            ? throw new CommandLineException($"--metrics: there is no metric '{unknown}' for ratings. Known: {RatingReport.Rmse}, {RatingReport.Mae}; both are always given.")
            : [];
}

internal enum EvaluationTask
{
    /// <summary>Lists of items, judged by which of them were chosen later.</summary>
    Ranking,

    /// <summary>Ratings, judged by how far the predictions are off.</summary>
    Rating,
}

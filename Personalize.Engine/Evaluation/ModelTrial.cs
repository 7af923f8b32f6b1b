namespace Personalize.Engine.Evaluation;

/// <summary>What the models of one training found of the purchases that were held back from it.</summary>
/// <param name="Split">Which part was held back: "cut 2011-11-09". Figures of different splits are never compared.</param>
/// <param name="Customers">Customers measured; weights of the hybrid were learnt on others.</param>
/// <param name="Models">The hybrid first, then its parts, then chance.</param>
/// <param name="Differences">Every other model minus the hybrid, paired by customer.</param>
public sealed record ModelTrial(
    string Split, int Customers, IReadOnlyList<ModelFigures> Models, IReadOnlyList<PairedDifference> Differences)
{
    /// <summary>What decides whether new models serve.</summary>
    public const string Decisive = "ndcg@10/cut";

    /// <summary>What models are judged by, in the order in which people are told.</summary>
    public static IReadOnlyList<string> Metrics { get; } =
        [Decisive, "recall@10", "precision@10", "f1@10", "map@10", "novelty@10", "coverage@10"];

    /// <summary>Whether what came later was held back; otherwise chance drew it, anew for each training.</summary>
    public bool IsTimeCut => Split.StartsWith("cut ", StringComparison.Ordinal);

    /// <returns>The figure by which new models are compared with those that serve; null where it is not known.</returns>
    public MetricSummary? Hybrid => Models.Count == 0 ? null : Models[0].Of(Decisive);

    /// <param name="fold">Purchases new to the customers.</param>
    /// <param name="candidates">The hybrid first.</param>
    internal static ModelTrial Of(Fold fold, IReadOnlyList<Candidate> candidates, long modelVersion, TrainingRun run)
    {
        var evaluator = new RankingEvaluator(fold, new RankingProtocol { Metrics = [.. Metrics.Select(RankingMetric.Parse)] });
        RankingResult[] results =
            [.. candidates.Select(candidate => evaluator.Evaluate(candidate, modelVersion, run.MaxParallelism, run.Cancellation))];
        var report = RankingReport.Of(results, run.Seed, run.MaxParallelism, run.Cancellation);
        return new ModelTrial(
            fold.Name, evaluator.Cases.Count, [.. report.Models.Select(static model => new ModelFigures(model.Model, model.Metrics))], report.Differences);
    }
}

/// <param name="Model">Name of the scorer.</param>
public sealed record ModelFigures(string Model, IReadOnlyList<MetricSummary> Metrics)
{
    public MetricSummary? Of(string metric) => Metrics.FirstOrDefault(summary => summary.Metric == metric);
}

using Personalize.Benchmarks.Evaluate;
using Personalize.Engine.Evaluation;

namespace Personalize.Benchmarks.Speed;

/// <summary>Ranking every item for every customer of a test, by popularity, and measuring the lists.</summary>
internal static class EvaluationSpeed
{
    public static SpeedCase Prepare(SpeedOptions options)
    {
        var test = options.Test ?? throw new CommandLineException("--test is missing; name the held-out file that belongs to --data.");
        var fold = RankingFiles.Read(options.DataFile, test).Fold;
        var protocol = new RankingProtocol { Metrics = [.. ((string[])["ndcg@10/cut", "recall@20", "ndcg@100/cut"]).Select(RankingMetric.Parse)] };
        var evaluator = new RankingEvaluator(fold, protocol);
        var context = new RankingContext(fold.Train, null, options.Run, options.Settings);
        var candidate = context.Trained(Engine.Popularity.PopularityModel.ScorerName).Candidate;
        var (customers, items) = (evaluator.Cases.Count, fold.Train.Items.Count);
        return new SpeedCase(
            $"{customers:N0} customers × {items:N0} items, lists of {protocol.ListLength}",
            () => evaluator.Evaluate(candidate, context.ModelVersion, options.Threads, options.Run.Cancellation),
            () => Bare.Reading(customers, items, options.Threads),
            $"one look at each of {(long)customers * items:N0} scores in the cache");
    }
}

using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;

namespace Personalize.Engine.Autoencoders;

/// <summary>Chooses λ by what finds items that were held back, inside the training data.</summary>
/// <remarks>One pair in five is held back. From the greatest λ down, the search ends where mean NDCG@100 falls.</remarks>
internal static class RegularisationChoice
{
    /// <summary>Where nothing can be held back, and for everybody who does not care.</summary>
    public const double Usual = 500;

    private const int Folds = 5;

    // Enough to tell the λ apart; all would take longer than the inverses.
    private const int MostCustomers = 2000;

    private static readonly RankingProtocol Protocol = new() { Metrics = [RankingMetric.Parse("ndcg@100/cut")] };

    /// <summary>A factor of two or so apart: between neighbours the difference is small.</summary>
    public static ReadOnlySpan<double> Grid => [1000, 500, 200, 100];

    public static double Of(TrainingSet data, EaseSettings settings, TrainingRun run)
    {
        var fold = new RandomFolds(Folds).Split(data with { Events = EventLog.Empty }, run.Seed).First();
        var step = Math.Max(1, fold.Cases.Count / MostCustomers);
        var evaluator = new RankingEvaluator(fold with { Cases = [.. fold.Cases.Where((_, at) => at % step == 0)] }, Protocol);
        if (evaluator.Cases.Count == 0) return Usual;
        var items = fold.Train.Interactions.ColumnCount;
        var pairs = EaseInverse.Count<float>(fold.Train.Interactions, run);
        var (best, found) = (Usual, double.NegativeInfinity);
        foreach (var regularisation in Grid)
        {
            var tried = settings with { Regularisation = regularisation };
            var inverse = pairs.AsSpan().ToArray();
            EaseInverse.Invert(inverse, items, tried, run);
            var mean = evaluator.Evaluate(Candidate.Of(new EaseModel(inverse, items, tried, 0)), 0, run.MaxParallelism, run.Cancellation).Values[0].Average();
            if (mean < found) break;
            (best, found) = (regularisation, mean);
        }
        return best;
    }
}

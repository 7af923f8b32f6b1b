using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Evaluation;

/// <summary>Lets scorers rank every item for every customer of a test, and measures the lists.</summary>
/// <remarks>
/// Customers are independent and each writes its own row, and sums run in their order, so figures have the same bits at any
/// parallelism. O(customers · items) beside the scorers themselves.
/// </remarks>
/// <threadsafety>Immutable; any number of evaluations at once.</threadsafety>
public sealed class RankingEvaluator
{
    private readonly TrainingSet _train;
    private readonly EvaluationCase[] _cases;
    private readonly RankingProtocol _protocol;
    private readonly ItemFacts _items;
    private readonly int[] _candidates;

    /// <param name="fold">Cases without anything to find are left out, and counted.</param>
    public RankingEvaluator(Fold fold, RankingProtocol protocol)
    {
        _train = fold.Train;
        _protocol = protocol;
        _items = new ItemFacts(fold.Train.Interactions);
        _candidates = [.. Enumerable.Range(0, fold.Train.Interactions.ColumnCount)];
        // Where seen items are no candidates, nobody can find them.
        var judged = fold.Cases.Select(tried => protocol.Seen == SeenItems.Excluded ? tried with { Truth = tried.Truth.Outside(tried.History) } : tried);
        _cases = [.. judged.Where(static tried => tried.Truth.RelevantCount > 0)];
        LeftOut = fold.Cases.Count - _cases.Length;
    }

    /// <summary>The customers measured, in the order of <see cref="RankingResult.Values"/>.</summary>
    public IReadOnlyList<EvaluationCase> Cases => _cases;

    /// <summary>Customers without anything to find.</summary>
    public int LeftOut { get; }

    /// <param name="modelVersion">Version for which the scorer was trained.</param>
    /// <param name="threads">1 or more.</param>
    /// <exception cref="OperationCanceledException">Cancelled between two customers.</exception>
    public RankingResult Evaluate(Candidate candidate, long modelVersion, int threads, CancellationToken cancellation)
    {
        var lists = new int[_cases.Length][];
        var values = new double[_protocol.Metrics.Count][];
        for (var metric = 0; metric < values.Length; metric++) values[metric] = new double[_cases.Length];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, _cases.Length, limits, () => new float[_candidates.Length], (at, _, scores) =>
        {
            var tried = _cases[at];
            candidate.Scorer.Score(candidate.QueryFor(tried, _train, modelVersion), _candidates, scores);
            if (_protocol.Seen == SeenItems.Excluded) Forget(tried.Items.Span, scores);
            lists[at] = Ranked(scores);
            for (var metric = 0; metric < values.Length; metric++) values[metric][at] = Measure(_protocol.Metrics[metric], lists[at], tried);
            return scores;
        }, static _ => { });
        return new RankingResult(candidate.Scorer.Name, _protocol.Metrics, values, OfAllLists(lists), lists);
    }

    private static void Forget(ReadOnlySpan<int> seen, float[] scores)
    {
        foreach (var item in seen) scores[item] = float.NaN;
    }

    private int[] Ranked(float[] scores)
    {
        var best = new TopK(Math.Min(_protocol.ListLength, scores.Length));
        for (var item = 0; item < scores.Length; item++) best.Offer(item, scores[item]);
        return Array.ConvertAll(best.ToSorted(), static ranked => ranked.Item);
    }

    private double Measure(RankingMetric metric, int[] list, EvaluationCase tried)
    {
        var truth = metric.Part switch
        {
            TruthPart.Repeat => tried.Truth.Within(tried.History),
            TruthPart.Explore => tried.Truth.Outside(tried.History),
            _ => tried.Truth,
        };
        return metric.Measure(list, truth, _items);
    }

    private double[] OfAllLists(int[][] lists)
    {
        var values = new double[_protocol.Metrics.Count];
        Array.Fill(values, double.NaN);
        for (var at = 0; at < values.Length; at++)
        {
            var metric = _protocol.Metrics[at];
            if (!metric.IsOfAllLists) continue;
            var exposures = new int[_candidates.Length];
            foreach (var list in lists)
            {
                foreach (var item in list.AsSpan(0, Math.Min(metric.Cutoff, list.Length))) exposures[item]++;
            }
            values[at] = metric.Kind == "gini" ? ListMetrics.Gini(exposures) : ListMetrics.Coverage(exposures);
        }
        return values;
    }
}

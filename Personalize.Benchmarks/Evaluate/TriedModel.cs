using Personalize.Engine.Evaluation;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>One line of the result.</summary>
/// <param name="ProcessorSeconds">Of training and scoring, all threads; on a busy machine it says more than the clock.</param>
/// <param name="PeakBytes">See <see cref="PeakMemory"/>.</param>
internal sealed record TriedModel(
    string Name, IReadOnlyList<MetricSummary> Metrics, double TrainSeconds, double ScoreSeconds, double ProcessorSeconds, long PeakBytes);

/// <summary>What `evaluate` found.</summary>
/// <param name="Notes">What was left out, and why.</param>
internal sealed record EvaluationOutcome(
    EvaluateOptions Options, IReadOnlyList<string> Notes, IReadOnlyList<TriedModel> Models, IReadOnlyList<PairedDifference> Differences);

namespace Personalize.Engine;

/// <summary>Circumstances of one training run, as opposed to settings, which belong to the trainer.</summary>
/// <param name="Seed">Same data, seed and settings give the same bits whatever the parallelism.</param>
/// <param name="MaxParallelism">Threads used at most, 1 or more.</param>
public sealed record TrainingRun(
    int Seed, int MaxParallelism, IProgress<StageReport>? Progress, CancellationToken Cancellation);

/// <summary>Where a training run stands.</summary>
/// <param name="Stage">Short lower-case name: "text", "clusters", "calibration".</param>
/// <param name="Fraction">Share of the whole run that is done, in [0, 1].</param>
/// <param name="Loss">Of a trainer that goes in rounds: what it minimises, after this round.</param>
public readonly record struct StageReport(string Stage, double Fraction, double? Loss = null)
{
    /// <summary>What reports: the stage by its own name, whatever it is part of.</summary>
    public string Learner { get; init; } = Stage;
}

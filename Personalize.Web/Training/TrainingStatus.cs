using Personalize.Engine;

namespace Personalize.Web.Training;

/// <param name="Running">Null when idle.</param>
/// <param name="Last">The newest run of this process, or the model it loaded at start; null before.</param>
/// <param name="NextAt">When the timer looks again whether there is anything new; null while running.</param>
public sealed record TrainingStatus(RunningTraining? Running, LastTraining? Last, DateTimeOffset? NextAt);

/// <param name="Stage">Short lower-case name: "reading", "text", "clusters", "saving".</param>
/// <param name="Fraction">Share of the whole run that is done, in [0, 1].</param>
public sealed record RunningTraining(string Reason, string Stage, double Fraction, DateTimeOffset StartedAt)
{
    /// <summary>Of the models that go in rounds, in the order they began.</summary>
    public IReadOnlyList<LossCurve> Losses { get; init; } = [];

    internal RunningTraining After(StageReport report) =>
        this with { Stage = report.Stage, Fraction = report.Fraction, Losses = LossCurve.After(Losses, report) };
}

/// <param name="Version">The version trained; for a failed run the one that goes on serving, 0 for none.</param>
/// <param name="Problem">A sentence for people, with the id under which the log tells more; null when it succeeded.</param>
public sealed record LastTraining(long Version, string Reason, DateTimeOffset FinishedAt, TimeSpan Took, string? Problem)
{
    /// <summary>Why it was not put in service, as a sentence; null when it was.</summary>
    public string? Rejected { get; init; }

    /// <summary>Of the models that go in rounds; empty where they were loaded from a file.</summary>
    public IReadOnlyList<LossCurve> Losses { get; init; } = [];
}

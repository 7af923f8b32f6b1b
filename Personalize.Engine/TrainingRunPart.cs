namespace Personalize.Engine;

/// <summary>Progress of a training inside a training.</summary>
internal static class TrainingRunPart
{
    /// <summary>The same run for one of its parts, whose progress from 0 to 1 is that of the whole from one share to another.</summary>
    /// <param name="stage">A name for whatever the part reports; null to leave its own.</param>
    public static TrainingRun Part(this TrainingRun run, string? stage, double from, double to) =>
        run.Progress is { } whole ? run with { Progress = new PartProgress(whole, stage, from, to) } : run;

    private sealed class PartProgress(IProgress<StageReport> whole, string? stage, double from, double to) : IProgress<StageReport>
    {
        public void Report(StageReport value) => whole.Report(
            value with { Stage = stage ?? value.Stage, Fraction = from + (to - from) * value.Fraction });
    }
}

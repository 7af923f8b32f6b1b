using Personalize.Engine;

namespace Personalize.Web.Training;

/// <summary>What one model minimises while it is trained, round by round.</summary>
/// <param name="Stage">The part of the training: "weights" where it learns from less, to be judged by the rest; else the model's own name.</param>
/// <param name="Learner">The model's name.</param>
/// <param name="Values">After each round, the first included; what they measure is the model's own, so only one curve's values compare.</param>
public sealed record LossCurve(string Stage, string Learner, IReadOnlyList<double> Values)
{
    internal static IReadOnlyList<LossCurve> After(IReadOnlyList<LossCurve> curves, StageReport report)
    {
        if (report.Loss is not { } loss)
            return curves;
        var newest = curves.Count > 0 ? curves[^1] : null;
        return newest is not null && newest.Stage == report.Stage && newest.Learner == report.Learner
            ? [.. curves.SkipLast(1), newest with { Values = [.. newest.Values, loss] }]
            : [.. curves, new LossCurve(report.Stage, report.Learner, [loss])];
    }
}

using Personalize.Web.Shell;
using Personalize.Web.Training;

namespace Personalize.Web.Live;

/// <summary>The answer to the page's question in one sentence, from thresholds that stand here.</summary>
public sealed record Verdict(bool IsHealthy, string Sentence)
{
    private const double SlowServeMilliseconds = 250;
    private const double SlowCommitMilliseconds = 500;
    private const double HighFallback = 0.25;
    private const long EnoughLists = 20;

    public static Verdict Of(OverviewSnapshot now, TrainingStatus training)
    {
        List<string> problems = [];
        if (now.ServeMilliseconds.Value > SlowServeMilliseconds)
            problems.Add($"lists take {Numbers.Milliseconds(now.ServeMilliseconds.Value)} (p95)");
        if (now.CommitMilliseconds.Value > SlowCommitMilliseconds)
            problems.Add($"storing takes {Numbers.Milliseconds(now.CommitMilliseconds.Value)} (p95)");
        if (now.FallbackShare is { Value: > HighFallback, Samples: >= EnoughLists } share)
            problems.Add($"{Numbers.Percent(share.Value)} of lists are mere best-sellers");
        if (training.Last?.Problem is not null)
            problems.Add("the last training failed");
        return problems.Count == 0
            ? new Verdict(true, Healthy(now))
            : new Verdict(false, $"{problems.Count} {(problems.Count == 1 ? "problem" : "problems")}: {string.Join(", ", problems)}.");
    }

    private static string Healthy(OverviewSnapshot now) =>
        now.ServeMilliseconds.Value is null
            ? "Healthy. No list has been asked for in the last minutes."
            : $"Healthy. Lists within {Numbers.Milliseconds(now.ServeMilliseconds.Value)}, {Numbers.Percent(now.FallbackShare.Value)} from best-sellers alone.";
}

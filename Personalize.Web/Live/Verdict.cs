using System.Globalization;
using Personalize.Web.Shell;
using Personalize.Web.Training;

namespace Personalize.Web.Live;

/// <summary>The answer to the page's question in one sentence, from limits that people set.</summary>
public sealed record Verdict(bool IsHealthy, string Sentence)
{
    /// <summary>Fewer say nothing about a share, nor about the slowest twentieth.</summary>
    public const long EnoughCases = 20;

    /// <param name="now">With the limits in force.</param>
    public static Verdict Of(OverviewSnapshot now, TrainingStatus training)
    {
        string[] problems = [.. Problems(now, training)];
        return problems.Length == 0
            ? new Verdict(true, Healthy(now))
            : new Verdict(false, $"{problems.Length} {(problems.Length == 1 ? "problem" : "problems")}: {string.Join(", ", problems)}.");
    }

    private static IEnumerable<string> Problems(OverviewSnapshot now, TrainingStatus training)
    {
        var limits = now.Limits;
        if (now.ServeMilliseconds is { Samples: >= EnoughCases } serve && serve.Value > limits.MostServeMilliseconds)
            yield return $"lists take {Numbers.Milliseconds(serve.Value)} (p95, limit {Numbers.Milliseconds(limits.MostServeMilliseconds)})";
        if (now.CommitMilliseconds is { Samples: >= EnoughCases } store && store.Value > limits.MostStoreMilliseconds)
            yield return $"storing takes {Numbers.Milliseconds(store.Value)} (p95, limit {Numbers.Milliseconds(limits.MostStoreMilliseconds)})";
        if (now.FallbackShare is { Samples: >= EnoughCases } fallback && fallback.Value * 100 > limits.MostFallbackPercent)
            yield return $"{Numbers.Percent(fallback.Value)} of lists are mere best-sellers (limit {Percent(limits.MostFallbackPercent)})";

        // Only when chance does not explain it: the whole interval lies below.
        if (now.ClickRate is { Samples: >= EnoughCases, Interval: { } clicked } && clicked.High * 100 < limits.LeastClickPercent)
            yield return $"{Numbers.Percent(now.ClickRate.Value)} of lists are clicked (limit {Percent(limits.LeastClickPercent)})";
        if (now.Coverage.Value * 100 < limits.LeastCoveragePercent)
            yield return $"lists cover {Numbers.Percent(now.Coverage.Value)} of the items (limit {Percent(limits.LeastCoveragePercent)})";
        if (now.NewestActivityAt is { } last && now.At - last > TimeSpan.FromSeconds(limits.MostSilenceSeconds))
            yield return $"no activity for {RelativeWords.Span(now.At - last)}";
        if (training.Last?.Problem is not null)
            yield return "the last training failed";
    }

    private static string Healthy(OverviewSnapshot now)
    {
        if (now.ServeMilliseconds.Value is null)
            return "Healthy. No list has been asked for in the last minutes.";
        var clicked = now.ClickRate.Value is null ? "" : $" {Numbers.Percent(now.ClickRate.Value)} of lists clicked ({RateWords.Ends(now.ClickRate.Interval!.Value)}).";
        return $"Healthy. Lists within {Numbers.Milliseconds(now.ServeMilliseconds.Value)}, {Numbers.Percent(now.FallbackShare.Value)} from best-sellers alone.{clicked}";
    }

    private static string Percent(double percent) => percent.ToString("0.#", CultureInfo.CurrentCulture) + "%";
}

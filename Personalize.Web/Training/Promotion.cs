using System.Globalization;
using Personalize.Engine.Evaluation;

namespace Personalize.Web.Training;

/// <summary>Whether a trained model set is put in service, and why.</summary>
/// <param name="Why">A sentence for people.</param>
internal sealed record Promotion(bool Serves, string Why)
{
    private static readonly TimeSpan LongestGuard = TimeSpan.FromDays(7);

    /// <summary>
    /// New models serve unless they are surely worse: their NDCG@10 must reach the lower end of the interval of those that serve.
    /// Both were measured on the last purchases before their training, which models of that training had not seen. Where the
    /// data became other data, or the old models grew old, the two figures say nothing about each other, and the new ones serve.
    /// </summary>
    /// <param name="serving">Null when nothing serves.</param>
    public static Promotion Decide(Trained fresh, Trained? serving)
    {
        if (serving?.Trial?.Hybrid is not { } bar || double.IsNaN(bar.Low95))
            return new(true, "Put in service, for nothing that was measured served before.");
        if (fresh.Trial?.Hybrid is not { } found || double.IsNaN(found.Mean))
            return new(true, "Put in service unmeasured, for there is too little to hold back.");
        if (!AreAlike(fresh.Customers, serving.Customers) || !AreAlike(fresh.Items, serving.Items))
            return new(true, $"Put in service: those before it knew {Count(serving.Customers)} customers and {Count(serving.Items)} items, which cannot be compared with {Count(fresh.Customers)} and {Count(fresh.Items)}.");
        if (fresh.At - serving.At > LongestGuard)
            return new(true, $"Put in service: those before it were {Count((int)(fresh.At - serving.At).TotalDays)} days old.");
        return found.Mean >= bar.Low95
            ? new(true, $"Put in service: its NDCG@10 of {Text(found.Mean)} reached the {Text(bar.Low95)} that those before it surely had (n = {Count(found.Count)} and {Count(bar.Count)}).")
            : new(false, $"Kept back: its NDCG@10 of {Text(found.Mean)} was below the {Text(bar.Low95)} that those in service surely had (n = {Count(found.Count)} and {Count(bar.Count)}).");
    }

    // Within a tenth.
    private static bool AreAlike(int one, int other) => 10L * Math.Abs(one - other) <= other;

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>What a model set was trained on, and what was measured.</summary>
    internal sealed record Trained(int Customers, int Items, DateTimeOffset At, ModelTrial? Trial);
}

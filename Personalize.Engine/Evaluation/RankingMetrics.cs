namespace Personalize.Engine.Evaluation;

/// <summary>How good one list is, by each measure that people compare. An item of relevance above 0 is a hit.</summary>
/// <remarks>
/// Lists are best first and without repeats; positions count from 1. Every measure is in [0, 1], and NaN where nothing is
/// relevant: such a customer says nothing and is counted as left out, never as 0. A list shorter than k is not forgiven:
/// precision divides by k.
/// </remarks>
public static class RankingMetrics
{
    /// <summary>Hits / k.</summary>
    public static double Precision(ReadOnlySpan<int> ranked, Judgements truth, int k) =>
        truth.RelevantCount == 0 ? double.NaN : (double)Hits(ranked, truth, k) / k;

    /// <summary>Hits / relevant items. Cannot reach 1 where more than k are relevant.</summary>
    public static double Recall(ReadOnlySpan<int> ranked, Judgements truth, int k) =>
        truth.RelevantCount == 0 ? double.NaN : (double)Hits(ranked, truth, k) / truth.RelevantCount;

    /// <summary>Hits / min(k, relevant items), the form of the autoencoder papers.</summary>
    public static double RecallOfReachable(ReadOnlySpan<int> ranked, Judgements truth, int k) =>
        truth.RelevantCount == 0 ? double.NaN : (double)Hits(ranked, truth, k) / Math.Min(k, truth.RelevantCount);

    /// <summary>2PR / (P + R) of this list, 0 without hits. Its mean is not the F1 of mean precision and mean recall.</summary>
    public static double F1(ReadOnlySpan<int> ranked, Judgements truth, int k) =>
        Harmonic(Precision(ranked, truth, k), Recall(ranked, truth, k));

    /// <summary>2pr / (p + r); 0 where both are 0.</summary>
    public static double Harmonic(double precision, double recall) =>
        precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);

    /// <summary>1 where any of the first k is a hit, else 0.</summary>
    public static double HitRate(ReadOnlySpan<int> ranked, Judgements truth, int k) =>
        truth.RelevantCount == 0 ? double.NaN : Hits(ranked, truth, k) > 0 ? 1 : 0;

    /// <summary>1 / position of the first hit within k, else 0.</summary>
    public static double ReciprocalRank(ReadOnlySpan<int> ranked, Judgements truth, int k)
    {
        if (truth.RelevantCount == 0) return double.NaN;
        for (var at = 0; at < Math.Min(k, ranked.Length); at++)
        {
            if (truth.RelevanceOf(ranked[at]) > 0) return 1d / (at + 1);
        }
        return 0;
    }

    /// <summary>Sum of the precisions at the hits within k / min(k, relevant items).</summary>
    public static double AveragePrecision(ReadOnlySpan<int> ranked, Judgements truth, int k)
    {
        if (truth.RelevantCount == 0) return double.NaN;
        var (hits, sum) = (0, 0d);
        for (var at = 0; at < Math.Min(k, ranked.Length); at++)
        {
            if (truth.RelevanceOf(ranked[at]) > 0) sum += (double)++hits / (at + 1);
        }
        return sum / Math.Min(k, truth.RelevantCount);
    }

    /// <summary>Σ over hits of 1 / log₂(position + 1), divided by that of min(k, relevant items) hits in a row.</summary>
    public static double NdcgCut(ReadOnlySpan<int> ranked, Judgements truth, int k) =>
        BinaryGain(ranked, truth, k) / IdealGain(Math.Min(k, truth.RelevantCount));

    /// <summary>As <see cref="NdcgCut"/>, divided by that of all relevant items in a row, though k may be fewer.</summary>
    public static double NdcgUncut(ReadOnlySpan<int> ranked, Judgements truth, int k) =>
        BinaryGain(ranked, truth, k) / IdealGain(truth.RelevantCount);

    /// <summary>The specification's: DCG = Σ (2^rel − 1) / log₂(position + 1), divided by that of the best k.</summary>
    public static double NdcgExponential(ReadOnlySpan<int> ranked, Judgements truth, int k)
    {
        var ideal = 0d;
        for (var at = 0; at < Math.Min(k, truth.RelevantCount); at++) ideal += (Math.Pow(2, truth.Ideal[at]) - 1) * Discount(at);
        return ideal == 0 ? double.NaN : ExponentialGain(ranked, truth, k) / ideal;
    }

    /// <summary>DCG = Σ (2^rel − 1) / log₂(position + 1) over the first k.</summary>
    public static double ExponentialGain(ReadOnlySpan<int> ranked, Judgements truth, int k)
    {
        var sum = 0d;
        for (var at = 0; at < Math.Min(k, ranked.Length); at++) sum += (Math.Pow(2, truth.RelevanceOf(ranked[at])) - 1) * Discount(at);
        return sum;
    }

    /// <summary>DCG = Σ over hits of 1 / log₂(position + 1) over the first k.</summary>
    public static double BinaryGain(ReadOnlySpan<int> ranked, Judgements truth, int k)
    {
        var sum = 0d;
        for (var at = 0; at < Math.Min(k, ranked.Length); at++)
        {
            if (truth.RelevanceOf(ranked[at]) > 0) sum += Discount(at);
        }
        return sum;
    }

    // NaN for none, so that a customer without relevant items is undefined.
    private static double IdealGain(int hits)
    {
        if (hits == 0) return double.NaN;
        var sum = 0d;
        for (var at = 0; at < hits; at++) sum += Discount(at);
        return sum;
    }

    // Counted from 0 here, so position + 1 is at + 2.
    private static double Discount(int at) => 1 / Math.Log2(at + 2);

    private static int Hits(ReadOnlySpan<int> ranked, Judgements truth, int k)
    {
        var hits = 0;
        foreach (var item in ranked[..Math.Min(k, ranked.Length)])
        {
            if (truth.RelevanceOf(item) > 0) hits++;
        }
        return hits;
    }
}

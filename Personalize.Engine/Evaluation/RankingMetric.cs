using System.Globalization;

namespace Personalize.Engine.Evaluation;

/// <summary>Which of a customer's relevant items a metric looks for. The list is the same.</summary>
public enum TruthPart
{
    All,

    /// <summary>Items that the customer had before.</summary>
    Repeat,

    /// <summary>Items that are new to the customer.</summary>
    Explore,
}

/// <summary>A metric by its full name, such as ndcg@10/cut or recall@20/min. Figures of different names are never compared.</summary>
/// <param name="Id">The full name: kind@k, then the form where there are several, then the part where it is one.</param>
/// <param name="Kind">Kind with its form, such as "ndcg/cut".</param>
/// <param name="Cutoff">k, 1 or more.</param>
public sealed record RankingMetric(string Id, string Kind, int Cutoff, TruthPart Part)
{
    /// <summary>The kinds in the order in which people are told of them.</summary>
    private static readonly string[] Measured =
        ["ndcg/cut", "ndcg/uncut", "ndcg/exp", "recall", "recall/min", "precision", "f1", "map", "mrr", "hit"];

    private static readonly string[] OfLists = ["novelty", "diversity"];
    private static readonly string[] OfAllLists = ["coverage", "gini"];

    /// <summary>Every name that <see cref="Parse"/> knows, with k for the cut-off. Those of accuracy may end in /repeat or /explore.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Measured.Concat(OfLists).Concat(OfAllLists).Select(NameOf)];

    /// <summary>True of coverage and Gini: they judge all lists together, so there is no value per customer.</summary>
    public bool IsOfAllLists => OfAllLists.Contains(Kind);

    /// <param name="id">Such as "ndcg@10/cut", "recall@10/explore" or "gini@10".</param>
    /// <exception cref="FormatException">There is no such metric; the message lists those that are.</exception>
    public static RankingMetric Parse(string id)
    {
        var parts = id.Split('/');
        var head = parts[0].Split('@');
        if (head.Length != 2 || !int.TryParse(head[1], NumberStyles.None, CultureInfo.InvariantCulture, out var cutoff) || cutoff < 1) throw Unknown(id);
        var part = parts[^1] switch { "repeat" => TruthPart.Repeat, "explore" => TruthPart.Explore, _ => TruthPart.All };
        var forms = parts[1..(part == TruthPart.All ? parts.Length : parts.Length - 1)];
        var kind = string.Join('/', [head[0], .. forms]);
        var known = Measured.Contains(kind) || (part == TruthPart.All && (OfLists.Contains(kind) || OfAllLists.Contains(kind)));
        return known ? new RankingMetric(id, kind, cutoff, part) : throw Unknown(id);
    }

    /// <param name="ranked">Best first, no repeats.</param>
    /// <param name="truth">Of the metric's part.</param>
    /// <param name="items">What novelty and diversity know of the items.</param>
    /// <returns>NaN where the metric is undefined for this customer.</returns>
    internal double Measure(ReadOnlySpan<int> ranked, Judgements truth, ItemFacts items) => Kind switch
    {
        "ndcg/cut" => RankingMetrics.NdcgCut(ranked, truth, Cutoff),
        "ndcg/uncut" => RankingMetrics.NdcgUncut(ranked, truth, Cutoff),
        "ndcg/exp" => RankingMetrics.NdcgExponential(ranked, truth, Cutoff),
        "recall" => RankingMetrics.Recall(ranked, truth, Cutoff),
        "recall/min" => RankingMetrics.RecallOfReachable(ranked, truth, Cutoff),
        "precision" => RankingMetrics.Precision(ranked, truth, Cutoff),
        "f1" => RankingMetrics.F1(ranked, truth, Cutoff),
        "map" => RankingMetrics.AveragePrecision(ranked, truth, Cutoff),
        "mrr" => RankingMetrics.ReciprocalRank(ranked, truth, Cutoff),
        "hit" => RankingMetrics.HitRate(ranked, truth, Cutoff),
        "novelty" => ListMetrics.Novelty(ranked, items.Buyers, items.Customers, Cutoff),
        "diversity" => ListMetrics.Diversity(ranked, items.Vectors, Cutoff),
        _ => double.NaN,
    };

    private static string NameOf(string kind) => kind.Split('/') is [var name, var form] ? $"{name}@k/{form}" : $"{kind}@k";

    private static FormatException Unknown(string id) => new(
        $"There is no metric '{id}'. Known, with a whole number from 1 for k: {string.Join(", ", Known)}; those of accuracy may end in /repeat or /explore.");
}

namespace Personalize.Engine.Evaluation;

/// <summary>Whether lists may hold what the customer had before.</summary>
public enum SeenItems
{
    /// <summary>Left out of lists and of the truth: what is new to the customer.</summary>
    Excluded,

    /// <summary>Candidates like all others: where people buy again.</summary>
    Allowed,
}

/// <summary>How lists are judged. Every item of the training data is a candidate; nothing is sampled.</summary>
public sealed record RankingProtocol
{
    /// <summary>Default: excluded.</summary>
    public SeenItems Seen { get; init; } = SeenItems.Excluded;

    /// <summary>What is measured. The longest cut-off is the length of the lists.</summary>
    public required IReadOnlyList<RankingMetric> Metrics { get; init; }

    /// <summary>Length of the lists.</summary>
    public int ListLength => Metrics.Count == 0 ? 1 : Metrics.Max(static metric => metric.Cutoff);
}

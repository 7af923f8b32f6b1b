namespace Personalize.Engine.Scoring;

/// <summary>Why an item scored what it scored. Text is made by the host, so that reasons can be translated and tested.</summary>
/// <param name="Score">The score explained, in double precision; NaN when the scorer has no opinion.</param>
/// <param name="Reasons">Strongest first.</param>
/// <param name="Remainder">Part of the score not covered by <paramref name="Reasons"/> (bias terms, cut-off reasons).</param>
public sealed record Explanation(double Score, IReadOnlyList<Reason> Reasons, double Remainder);

/// <param name="Contribution">Share of the score, in the score's units; negative reasons exist.</param>
public abstract record Reason(double Contribution)
{
    /// <summary>The item's text and the customer's interests share a term.</summary>
    public sealed record SharedTerm(string Term, double Contribution) : Reason(Contribution);

    /// <summary>The customer touched a similar item.</summary>
    public sealed record BecauseOf(int Item, double Similarity, double Contribution) : Reason(Contribution);

    /// <summary>Customers of the same interest cluster like it.</summary>
    /// <param name="Cluster">Cluster number.</param>
    /// <param name="ActivityWeight">Sum of the cluster's decayed activity weights on this item, above 0.</param>
    public sealed record LikeMinded(int Cluster, double ActivityWeight, double Contribution) : Reason(Contribution);

    /// <summary>Customers with a similar history have it.</summary>
    /// <param name="Customers">How many of them; few enough to guess at a person are never told.</param>
    /// <param name="MeanSimilarity">Mean cosine with them, in (0, 1].</param>
    public sealed record SimilarCustomers(int Customers, double MeanSimilarity, double Contribution) : Reason(Contribution);

    /// <summary>Many customers touched it lately.</summary>
    public sealed record Trending(double ActivitiesPerDay, double Contribution) : Reason(Contribution);

    /// <summary>The customer had it before.</summary>
    /// <param name="Times">On how many occasions, 1 or more.</param>
    /// <param name="DaysSinceLast">0 or more.</param>
    public sealed record BoughtBefore(int Times, double DaysSinceLast, double Contribution) : Reason(Contribution);

    /// <summary>It often comes next after something that the customer had lately.</summary>
    /// <param name="After">Item number; the item itself where people come back for the same.</param>
    public sealed record OftenNext(int After, double Contribution) : Reason(Contribution);
}

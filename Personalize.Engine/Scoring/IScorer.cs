namespace Personalize.Engine.Scoring;

/// <summary>A trained, immutable judge of items. Popularity, content, clusters and their hybrid are all scorers.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public interface IScorer
{
    /// <summary>Stable lower-case name used in configuration, metrics and explanations: "content", "popularity".</summary>
    string Name { get; }

    /// <summary>Evidence without which every score is NaN. <see cref="Evidence.None"/> means it serves strangers.</summary>
    Evidence Requires { get; }

    /// <summary>Writes one score per candidate. Higher is better; units are the scorer's own; NaN is "no opinion".</summary>
    /// <param name="query">The customer.</param>
    /// <param name="items">Candidate item numbers in any order; a number outside the vocabulary gets NaN.</param>
    /// <param name="scores">Receives the scores; same length as <paramref name="items"/>.</param>
    /// <returns>How many scores are not NaN.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or the query is of another model version.</exception>
    int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores);

    /// <summary>Splits the score of one item into reasons. Contributions plus the remainder add up to the score.</summary>
    /// <param name="query">The customer.</param>
    /// <param name="item">Item number; one outside the vocabulary has no score to explain.</param>
    /// <param name="maxReasons">At most this many reasons, strongest first; the rest goes into the remainder. 0 or more.</param>
    /// <returns>A score of NaN without reasons where <see cref="Score"/> gives NaN; else the same score in double precision.</returns>
    /// <exception cref="ArgumentException">The query is of another model version.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxReasons"/> is negative.</exception>
    Explanation Explain(RecommendationQuery query, int item, int maxReasons);

    /// <summary>The same for the items of a list: what they share, such as who is similar to the customer, is found once.</summary>
    /// <returns>In the order of <paramref name="items"/>, each what it would be alone.</returns>
    /// <inheritdoc cref="Explain(RecommendationQuery, int, int)"/>
    Explanation[] Explain(RecommendationQuery query, ReadOnlySpan<int> items, int maxReasons)
    {
        var explained = new Explanation[items.Length];
        for (var at = 0; at < explained.Length; at++) explained[at] = Explain(query, items[at], maxReasons);
        return explained;
    }
}

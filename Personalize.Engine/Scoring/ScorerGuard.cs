namespace Personalize.Engine.Scoring;

/// <summary>The checks that every scorer owes its callers.</summary>
internal static class ScorerGuard
{
    public static void Check(RecommendationQuery query, long version, ReadOnlySpan<int> items, Span<float> scores)
    {
        Check(query, version);
        if (items.Length != scores.Length)
            throw new ArgumentException($"{items.Length} items but room for {scores.Length} scores; give spans of equal length.", nameof(scores));
    }

    public static void Check(RecommendationQuery query, long version)
    {
        if (query.ModelVersion != version)
            throw new ArgumentException(
                $"The query was built for model {query.ModelVersion}, this is model {version}; build it anew.", nameof(query));
    }
}

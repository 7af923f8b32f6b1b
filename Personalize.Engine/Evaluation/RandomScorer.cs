using Personalize.Engine.Scoring;

namespace Personalize.Engine.Evaluation;

/// <summary>Scores items by chance: the floor under every model. Repeatable, and different for customers of different histories.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class RandomScorer(int itemCount, int seed, long modelVersion) : IScorer
{
    public const string ScorerName = "random";

    public string Name => ScorerName;

    public Evidence Requires => Evidence.None;

    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        ScorerGuard.Check(query, modelVersion, items, scores);
        return KnownItems.Score(new Chance(StreamOf(query)), itemCount, items, scores);
    }

    public Explanation Explain(RecommendationQuery query, int item, int maxReasons)
    {
        ScorerGuard.Check(query, modelVersion);
        ArgumentOutOfRangeException.ThrowIfNegative(maxReasons);
        if (!KnownItems.Contains(itemCount, item)) return new Explanation(double.NaN, [], 0);
        double score = new Chance(StreamOf(query)).Of(item);
        return new Explanation(score, [], score);
    }

    private ulong StreamOf(RecommendationQuery query)
    {
        var stream = RandomStream.Mix(RandomStream.Mix(unchecked((ulong)seed)) ^ (ulong)RandomUse.RandomScores);
        foreach (var item in query.Items.Span) stream = RandomStream.Mix(stream ^ (ulong)item);
        return stream;
    }

    private readonly struct Chance(ulong stream) : IItemOpinion
    {
        // 24 bits are all that a float in [0, 1) holds.
        public float Of(int item) => (RandomStream.Mix(stream ^ (ulong)item) >> 40) / (float)(1 << 24);
    }
}

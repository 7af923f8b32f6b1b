using Personalize.Engine.Scoring;

namespace Personalize.Tests.Engine.Support;

/// <summary>Says what it is told to say, item by item.</summary>
internal sealed class FixedScorer(string name, Evidence requires, params float[] opinions) : IScorer
{
    public string Name => name;

    public Evidence Requires => requires;

    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        var known = 0;
        for (var at = 0; at < items.Length; at++)
        {
            scores[at] = items[at] >= 0 && items[at] < opinions.Length ? opinions[items[at]] : float.NaN;
            if (!float.IsNaN(scores[at])) known++;
        }
        return known;
    }

    public Explanation Explain(RecommendationQuery query, int item, int maxReasons) => new(opinions[item], [], opinions[item]);
}

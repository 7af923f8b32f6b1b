using System.Buffers;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Content;

/// <summary>Judges items by the cosine of their text with the customer's interests, in [0, 1].</summary>
/// <remarks>An item that shares no term scores 0: that is an opinion. A customer without interests gets NaN.</remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class ContentScorer : IScorer
{
    public const string ScorerName = "content";

    // Below this share of the catalogue, merging vectors one by one beats walking the postings of every term.
    private const int FewItemsShare = 16;

    private readonly CatalogueIndex _index;
    private readonly long _modelVersion;

    internal ContentScorer(CatalogueIndex index, long modelVersion)
    {
        _index = index;
        _modelVersion = modelVersion;
    }

    public string Name => ScorerName;

    public Evidence Requires => Evidence.Interests;

    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        ScorerGuard.Check(query, _modelVersion, items, scores);
        if (query.Interests.Count == 0)
        {
            scores.Fill(float.NaN);
            return 0;
        }
        var interests = query.Interests.AsRow();
        return items.Length < _index.Count / FewItemsShare
            ? KnownItems.Score(new ByVector(_index, interests), _index.Count, items, scores)
            : ScoreMany(interests, items, scores);
    }

    public Explanation Explain(RecommendationQuery query, int item, int maxReasons)
    {
        ScorerGuard.Check(query, _modelVersion);
        ArgumentOutOfRangeException.ThrowIfNegative(maxReasons);
        if (query.Interests.Count == 0 || !KnownItems.Contains(_index.Count, item)) return new Explanation(double.NaN, [], 0);
        var interests = query.Interests.AsRow();
        var score = Math.Min(1, _index.Dot(interests, item));
        var reasons = _index.SharedTerms(interests, item, maxReasons);
        var remainder = score;
        foreach (var reason in reasons) remainder -= reason.Contribution;
        return new Explanation(score, reasons, remainder);
    }

    private int ScoreMany(SparseRow interests, ReadOnlySpan<int> items, Span<float> scores)
    {
        var rented = ArrayPool<double>.Shared.Rent(_index.Count);
        try
        {
            var sums = rented.AsSpan(0, _index.Count);
            _index.Accumulate(interests, sums);
            return KnownItems.Score(new BySum(sums), _index.Count, items, scores);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private readonly ref struct ByVector(CatalogueIndex index, SparseRow interests) : IItemOpinion
    {
        private readonly SparseRow _interests = interests;

        public float Of(int item) => (float)Math.Min(1, index.Dot(_interests, item));
    }

    private readonly ref struct BySum(ReadOnlySpan<double> sums) : IItemOpinion
    {
        private readonly ReadOnlySpan<double> _sums = sums;

        public float Of(int item) => (float)Math.Min(1, _sums[item]);
    }
}

using Personalize.Engine.Scoring;

namespace Personalize.Engine.Popularity;

/// <summary>Judges items by what everybody did lately: ln(S + ½) above that of an untouched item. Serves strangers.</summary>
/// <remarks>See <see cref="MassScale"/> for the scale. Every item of the vocabulary gets a score of 0 or more.</remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class PopularityModel : IScorer
{
    public const string ScorerName = "popularity";

    private readonly double[] _masses;
    private readonly double[] _scores;
    private readonly long _modelVersion;

    internal PopularityModel(double[] masses, double ratePerDay, long modelVersion)
    {
        _masses = masses;
        _modelVersion = modelVersion;
        RatePerDay = ratePerDay;
        _scores = new double[masses.Length];
        var divisor = MassScale.DivisorFor(masses);
        for (var item = 0; item < masses.Length; item++) _scores[item] = MassScale.ScoreOf(masses[item] / divisor);
    }

    public string Name => ScorerName;

    public Evidence Requires => Evidence.None;

    /// <summary>λ of the masses, in 1/day.</summary>
    public double RatePerDay { get; }

    /// <summary>Items that have a score.</summary>
    public int Count => _scores.Length;

    internal ReadOnlySpan<double> Masses => _masses;

    /// <summary>Activities per day, of whatever kind, that would keep the item's mass where it is: S·λ.</summary>
    /// <param name="item">In [0, Count).</param>
    /// <returns>Finite, 0 or more.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="item"/> is not in the vocabulary.</exception>
    public double ActivitiesPerDay(int item)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(item, _masses.Length);
        return _masses[item] * RatePerDay;
    }

    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        ScorerGuard.Check(query, _modelVersion, items, scores);
        return KnownItems.Score(new OfEverybody(_scores), _scores.Length, items, scores);
    }

    public Explanation Explain(RecommendationQuery query, int item, int maxReasons)
    {
        ScorerGuard.Check(query, _modelVersion);
        ArgumentOutOfRangeException.ThrowIfNegative(maxReasons);
        if (!KnownItems.Contains(_scores.Length, item)) return new Explanation(double.NaN, [], 0);
        var score = _scores[item];
        return score == 0 || maxReasons == 0
            ? new Explanation(score, [], score)
            : new Explanation(score, [new Reason.Trending(ActivitiesPerDay(item), score)], 0);
    }

    private readonly struct OfEverybody(double[] scores) : IItemOpinion
    {
        public float Of(int item) => (float)scores[item];
    }
}

using System.Buffers;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Repeats;

/// <summary>Judges an item by how often and how lately the customer had it, and how much similar customers did.</summary>
/// <remarks>
/// score = α·r(u, i) + (1 - α)·mean of r(v, i) over the K customers v whose r is nearest by cosine + τ·popularity, where
/// r(u, i) = Σ over occasions of w·g^(later baskets). Personal frequency with decay: Li and others, "A Next Basket
/// Recommendation Reality Check", 2023; its mix with neighbours: Hu and others, TIFU-KNN, 2020. Needs the query's events: NaN
/// without. A purchase changes the customer's next list at once, because r is taken from the query.
/// </remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class RepeatModel : IScorer
{
    public const string ScorerName = "repeat";

    private readonly SimilarTastes _similar;
    private readonly double[] _popularity;
    private readonly double _popularityUnit;
    private readonly long _modelVersion;

    /// <param name="popularity">Decayed number of events by item.</param>
    internal RepeatModel(InteractionMatrix tastes, double[] popularity, RepeatSettings settings, long modelVersion)
    {
        _similar = new SimilarTastes(tastes, settings.Neighbours);
        _popularity = popularity;
        var greatest = popularity.Length == 0 ? 0 : popularity.Max();
        _popularityUnit = greatest > 0 ? settings.PopularityShare / greatest : 0;
        _modelVersion = modelVersion;
        Settings = settings;
    }

    public string Name => ScorerName;

    public Evidence Requires => Evidence.History;

    /// <summary>With <see cref="Tastes"/>, <see cref="Popularity"/> and the model version it is the whole model.</summary>
    public RepeatSettings Settings { get; }

    /// <summary>Customers × items.</summary>
    internal InteractionMatrix Tastes => _similar.Tastes;

    internal ReadOnlySpan<double> Popularity => _popularity;

    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        ScorerGuard.Check(query, _modelVersion, items, scores);
        if (query.Events.IsEmpty)
        {
            scores.Fill(float.NaN);
            return 0;
        }
        var own = PersonalHistory.Of(query.Events.Span, Settings);
        var sums = ArrayPool<double>.Shared.Rent(_popularity.Length);
        try
        {
            _similar.Mean(_similar.Nearest(query.Customer, own), sums.AsSpan(0, _popularity.Length));
            for (var item = 0; item < _popularity.Length; item++) sums[item] = (1 - Settings.OwnShare) * sums[item] + _popularityUnit * _popularity[item];
            for (var at = 0; at < own.Items.Length; at++) sums[own.Items[at]] += Settings.OwnShare * own.Histories[at].Mass;
            return KnownItems.Score(new Summed(sums), _popularity.Length, items, scores);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(sums);
        }
    }

    public Explanation Explain(RecommendationQuery query, int item, int maxReasons) => Explain(query, [item], maxReasons)[0];

    public Explanation[] Explain(RecommendationQuery query, ReadOnlySpan<int> items, int maxReasons)
    {
        ScorerGuard.Check(query, _modelVersion);
        ArgumentOutOfRangeException.ThrowIfNegative(maxReasons);
        var own = PersonalHistory.Of(query.Events.Span, Settings);
        var nearest = query.Events.IsEmpty ? [] : _similar.Nearest(query.Customer, own);
        var explained = new Explanation[items.Length];
        for (var at = 0; at < explained.Length; at++)
        {
            explained[at] = query.Events.IsEmpty || !KnownItems.Contains(_popularity.Length, items[at])
                ? new Explanation(double.NaN, [], 0)
                : Explain(query, own, nearest, items[at], maxReasons);
        }
        return explained;
    }

    private Explanation Explain(RecommendationQuery query, PersonalHistory own, RankedItem[] nearest, int item, int maxReasons)
    {
        var had = own.Of(item);
        var others = _similar.Having(nearest, item);
        var (mine, theirs) = (Settings.OwnShare * had.Mass, (1 - Settings.OwnShare) * others.Mean);
        var score = mine + theirs + _popularityUnit * _popularity[item];
        var reasons = new List<Reason>();
        if (mine > 0) reasons.Add(new Reason.BoughtBefore(had.Times, DaysBetween(had.LastAt, query.Now), mine));
        if (theirs > 0 && others.Customers >= Settings.FewestToldOf)
            reasons.Add(new Reason.SimilarCustomers(others.Customers, others.Similarity, theirs));
        Reason[] told = [.. reasons.OrderByDescending(static reason => reason.Contribution).Take(maxReasons)];
        return new Explanation(score, told, score - told.Sum(static reason => reason.Contribution));
    }

    private static double DaysBetween(long before, long after) => Math.Max(0, TimeSpan.FromSeconds(after - before).TotalDays);

    private readonly struct Summed(double[] sums) : IItemOpinion
    {
        public float Of(int item) => (float)sums[item];
    }
}

using Personalize.Engine.Scoring;

namespace Personalize.Engine.Ranking;

/// <summary>Judges an item by a logistic regression on what is known of customer and item. Scores are log-odds.</summary>
/// <remarks>
/// score = β₀ + Σ β_j·(x_j - mean_j) / deviation_j, see <see cref="RankingFeature"/>. Needs the query's events: NaN without, and NaN
/// throughout where there was nothing to learn from. Odds are those of customers who come back within the horizon at all.
/// </remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class RankerModel : IScorer
{
    public const string ScorerName = "ranker";
    public const string ExploreScorerName = "explore-ranker";

    private readonly long _modelVersion;

    // What the item itself counts, whoever asks: most of what there is to add up for all items.
    private readonly double[] _ownCounts;

    /// <param name="rule">Null where there was nothing to learn from.</param>
    internal RankerModel(RankerScope scope, ItemSignals signals, LogisticRule? rule, long modelVersion)
    {
        Scope = scope;
        Signals = signals;
        Rule = rule;
        _modelVersion = modelVersion;
        _ownCounts = scope == RankerScope.NewItems && rule is not null ? NewItemOdds.OfItems(signals, rule) : [];
    }

    public string Name => NameOf(Scope);

    public Evidence Requires => Evidence.History;

    public RankerScope Scope { get; }

    public RankerSettings Settings => Signals.Settings;

    /// <summary>What was learnt, by feature; empty where there was nothing to learn from.</summary>
    public IReadOnlyList<RankerCoefficient> Coefficients => Rule is null ? [] : [.. Enumerable.Range(0, RankingFeatures.Count).Select(Coefficient)];

    /// <summary>How much each group of features counts: shares of Σ|β_j|, sum 1; empty where there was nothing to learn from.</summary>
    public IReadOnlyDictionary<FeatureGroup, double> GroupWeights
    {
        get
        {
            var all = Coefficients.Sum(static one => Math.Abs(one.Weight));
            return all == 0
                ? new Dictionary<FeatureGroup, double>()
                : Coefficients.GroupBy(static one => one.Group).ToDictionary(static group => group.Key, group => group.Sum(static one => Math.Abs(one.Weight)) / all);
        }
    }

    /// <summary>With <see cref="Signals"/>, the scope and the model version it is the whole model.</summary>
    internal LogisticRule? Rule { get; }

    internal ItemSignals Signals { get; }

    public static string NameOf(RankerScope scope) => scope == RankerScope.AllItems ? ScorerName : ExploreScorerName;

    /// <summary>The probability of a purchase within the horizon, of a customer who makes any.</summary>
    /// <param name="score">What <see cref="Score"/> gave.</param>
    /// <returns>In [0, 1]; NaN for NaN.</returns>
    public static double ProbabilityOf(double score) => 1 / (1 + Math.Exp(-score));

    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        ScorerGuard.Check(query, _modelVersion, items, scores);
        if (query.Events.IsEmpty || Rule is null)
        {
            scores.Fill(float.NaN);
            return 0;
        }
        var customer = new CustomerSignals(Signals, query);
        return Scope == RankerScope.NewItems
            ? KnownItems.Score(new NewItemOdds(customer, Rule, _ownCounts), Signals.ItemCount, items, scores)
            : KnownItems.Score(new LogOdds(customer, Rule), Signals.ItemCount, items, scores);
    }

    public Explanation Explain(RecommendationQuery query, int item, int maxReasons) => Explain(query, [item], maxReasons)[0];

    public Explanation[] Explain(RecommendationQuery query, ReadOnlySpan<int> items, int maxReasons)
    {
        ScorerGuard.Check(query, _modelVersion);
        ArgumentOutOfRangeException.ThrowIfNegative(maxReasons);
        var customer = query.Events.IsEmpty || Rule is null ? null : new CustomerSignals(Signals, query);
        var explained = new Explanation[items.Length];
        for (var at = 0; at < explained.Length; at++)
        {
            explained[at] = customer is null || !KnownItems.Contains(Signals.ItemCount, items[at])
                ? new Explanation(double.NaN, [], 0)
                : Explain(customer, Rule!, items[at], maxReasons);
        }
        return explained;
    }

    private Explanation Explain(CustomerSignals customer, LogisticRule rule, int item, int maxReasons)
    {
        var features = new float[RankingFeatures.Count];
        customer.Fill(item, features);
        var reasons = new List<Reason>();
        foreach (var group in Enum.GetValues<FeatureGroup>())
        {
            var share = 0d;
            for (var feature = 0; feature < features.Length; feature++)
            {
                if (RankingFeatures.GroupOf((RankingFeature)feature) == group) share += rule.Share(feature, features[feature]);
            }
            if (share > 0 && ReasonOf(group, customer, item, share) is { } reason) reasons.Add(reason);
        }
        Reason[] told = [.. reasons.OrderByDescending(static reason => reason.Contribution).Take(maxReasons)];
        var score = rule.Score(features);
        return new Explanation(score, told, score - told.Sum(static reason => reason.Contribution));
    }

    /// <returns>Null where there is nothing to tell, or what there is might give somebody away.</returns>
    private Reason? ReasonOf(FeatureGroup group, CustomerSignals customer, int item, double share)
    {
        switch (group)
        {
            case FeatureGroup.History when customer.Own.Of(item) is { Times: > 0 } had:
                return new Reason.BoughtBefore(had.Times, customer.DaysSince(had), share);
            case FeatureGroup.SimilarCustomers when Signals.Similar.Having(customer.Nearest, item) is var having && having.Customers >= Settings.FewestToldOf:
                return new Reason.SimilarCustomers(having.Customers, having.Similarity, share);
            case FeatureGroup.AlsoBought when Signals.AlsoBought.Explain(customer.Asked, item, 1).Reasons is [Reason.BecauseOf because]:
                return because with { Contribution = share };
            case FeatureGroup.Trend:
                var days = ItemSignals.HalfLives[ItemSignals.Fortnight];
                var mass = Math.Exp(Signals.Popularity[ItemSignals.Fortnight][item]) - .5;
                return new Reason.Trending(Math.Max(0, mass) * Math.Log(2) / days, share);
            default:
                return null;
        }
    }

    private RankerCoefficient Coefficient(int feature) => new(
        (RankingFeature)feature, RankingFeatures.GroupOf((RankingFeature)feature),
        Rule!.Deviations[feature] == 0 ? 0 : Rule.Coefficients[feature], Rule.Means[feature], Rule.Deviations[feature]);

    private readonly struct LogOdds(CustomerSignals customer, LogisticRule rule) : IItemOpinion
    {
        public float Of(int item)
        {
            Span<float> features = stackalloc float[RankingFeatures.Count];
            customer.Fill(item, features);
            return (float)rule.Score(features);
        }
    }
}

using Personalize.Engine.Diversity;
using Personalize.Engine.Rules;

namespace Personalize.Engine.Scoring;

/// <summary>How well the customer is known, from best to least; every list names the rung that served it.</summary>
public enum Rung
{
    /// <summary>Three purchases or more: the full ranking.</summary>
    FullHistory,

    /// <summary>Some activity: interests learnt from it, cluster, popularity.</summary>
    SomeHistory,

    /// <summary>Declared interests only.</summary>
    InterestsOnly,

    /// <summary>Nothing is known: what is popular now.</summary>
    Popularity,
}

/// <summary>What to recommend and how.</summary>
public sealed record RecommendationRequest
{
    /// <summary>Length of the list, 1 or more. Default 10.</summary>
    public int Count { get; init; } = 10;

    /// <summary>Item numbers that must not appear: inactive, hidden, in the basket.</summary>
    public IReadOnlySet<int> Excluded { get; init; } = new HashSet<int>();

    /// <summary>What the shop decides. Default: nothing.</summary>
    public ItemRules Rules { get; init; } = ItemRules.None;

    /// <summary>Variety of the list; null, the default, for the ranking as it is.</summary>
    public DiversitySettings? Diversity { get; init; }

    /// <summary>How many items of one category a list may hold; null, the default, for no limit.</summary>
    public CategoryCap? Categories { get; init; }

    /// <summary>Weights by scorer name instead of the model set's own; each ≥ 0, sum 1 within 1e-9. Null for the model's.</summary>
    public IReadOnlyDictionary<string, double>? Weights { get; init; }

    /// <summary>Reasons kept per part, strongest first. Default 3.</summary>
    public int ReasonsPerPart { get; init; } = 3;
}

/// <param name="Weights">Weights in force, by scorer name; sum 1.</param>
/// <param name="Items">Best first, as far as rules and variety leave it so; never NaN; at most as many as asked for.</param>
public sealed record RecommendationList(
    Rung Rung, IReadOnlyDictionary<string, double> Weights, IReadOnlyList<Recommendation> Items)
{
    /// <summary>Items that a rule took away, each with that rule.</summary>
    public IReadOnlyDictionary<int, RuleVerdict> Ruled { get; init; } = new Dictionary<int, RuleVerdict>();
}

/// <param name="Item">Item number in the model's vocabulary.</param>
/// <param name="Score">In [0, 1]; equals the sum of the contributions of <paramref name="Parts"/> within 1e-9.</param>
/// <param name="Parts">One per scorer that contributes, largest first.</param>
public sealed record Recommendation(int Item, double Score, IReadOnlyList<ScorePart> Parts);

/// <summary>One scorer's share of a score: <c>Contribution = Weight × Calibrated</c>.</summary>
/// <param name="Weight">The weight that counted: the scorer's own plus any inherited from silent scorers. In [0, 1].</param>
/// <param name="Calibrated">The scorer's opinion on the common scale [0, 1].</param>
/// <param name="Reasons">In the scorer's own units, strongest first.</param>
public sealed record ScorePart(
    string Scorer, double Weight, double Calibrated, double Contribution, IReadOnlyList<Reason> Reasons);

namespace Personalize.Engine.Scoring;

/// <summary>
/// Weighs calibrated scorers: <c>final(i) = Σ wₛ·cₛ(i) + (1 − Σ wₛ)·base(i)</c>, both sums over the scorers that have an
/// opinion. When all have one, this is the specification's weighted ensemble.
/// </summary>
/// <remarks>
/// The weight of the silent goes to the base, which serves strangers, and not to whoever shouts. Sums are made in double in
/// the order of the parts, so a score and its explanation agree to the bit.
/// </remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class HybridScorer : IScorer
{
    public const string ScorerName = "hybrid";

    private readonly HybridPart[] _parts;
    private readonly int _base;
    private readonly int _itemCount;
    private readonly long _modelVersion;

    /// <param name="parts">At least the base; names distinct; weights ≥ 0 with sum 1 within 1e-9.</param>
    /// <param name="baseName">Name of the part that inherits the weight of the silent. It must serve strangers.</param>
    /// <param name="itemCount">Items of the vocabulary; others have no score.</param>
    /// <param name="modelVersion">Version of the model set that the parts belong to.</param>
    /// <exception cref="ArgumentException">A rule above is broken.</exception>
    public HybridScorer(IReadOnlyList<HybridPart> parts, string baseName, int itemCount, long modelVersion)
    {
        _parts = [.. parts];
        _itemCount = itemCount;
        _modelVersion = modelVersion;
        _base = Array.FindIndex(_parts, part => part.Scorer.Name == baseName);
        if (_base < 0)
            throw new ArgumentException($"No scorer is named '{baseName}'; there are {string.Join(", ", parts.Select(part => part.Scorer.Name))}.", nameof(baseName));
        if (_parts[_base].Scorer.Requires != Evidence.None)
            throw new ArgumentException($"'{baseName}' needs {_parts[_base].Scorer.Requires}; the base must serve strangers.", nameof(baseName));
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var part in _parts)
        {
            if (!weights.TryAdd(part.Scorer.Name, part.Weight))
                throw new ArgumentException($"Two scorers are named '{part.Scorer.Name}'; names must differ.", nameof(parts));
        }
        HybridWeights.Check(weights);
        Weights = weights;
    }

    public string Name => ScorerName;

    public Evidence Requires => Evidence.None;

    /// <summary>By scorer name; sum 1.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; }

    internal IReadOnlyList<HybridPart> Parts => _parts;

    internal string BaseName => _parts[_base].Scorer.Name;

    /// <summary>The same scorers with other weights.</summary>
    /// <param name="weights">By scorer name, each ≥ 0, sum 1 within 1e-9; a scorer that is not named gets 0.</param>
    /// <exception cref="ArgumentException">A rule above is broken or a name is unknown.</exception>
    public HybridScorer WithWeights(IReadOnlyDictionary<string, double> weights)
    {
        foreach (var name in weights.Keys)
        {
            if (!Weights.ContainsKey(name))
                throw new ArgumentException($"No scorer is named '{name}'; there are {string.Join(", ", Weights.Keys)}.", nameof(weights));
        }
        var parts = Array.ConvertAll(_parts, part => part with { Weight = weights.GetValueOrDefault(part.Scorer.Name) });
        return new HybridScorer(parts, BaseName, _itemCount, _modelVersion);
    }

    /// <summary>Asks every part that has a say about all items at once. Ask once per list: it is the whole cost of scoring.</summary>
    /// <exception cref="ArgumentException">The query is of another model version.</exception>
    public HybridView ViewFor(RecommendationQuery query)
    {
        ScorerGuard.Check(query, _modelVersion);
        return new HybridView(Array.FindAll(_parts, part => part.Weight > 0 || part == _parts[_base]), BaseName, _itemCount, query);
    }

    /// <remarks>O(vocabulary), however few items are asked for: parts may be calibrated by what they think of the others.</remarks>
    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        ScorerGuard.Check(query, _modelVersion, items, scores);
        using var view = ViewFor(query);
        return view.Score(items, scores);
    }

    /// <summary>The score in double with one part per contributing scorer.</summary>
    /// <param name="reasonsPerPart">Reasons kept per part, strongest first; 0 or more.</param>
    public HybridOpinion Judge(RecommendationQuery query, int item, int reasonsPerPart)
    {
        using var view = ViewFor(query);
        return view.Judge(item, reasonsPerPart);
    }

    /// <summary>Reasons of all parts in the hybrid's units: each part's reasons scaled so that together they are at most its contribution.</summary>
    public Explanation Explain(RecommendationQuery query, int item, int maxReasons)
    {
        var opinion = Judge(query, item, maxReasons);
        if (double.IsNaN(opinion.Score)) return new Explanation(double.NaN, [], 0);
        var reasons = new List<Reason>();
        foreach (var part in opinion.Parts)
        {
            var explained = _parts.First(known => known.Scorer.Name == part.Scorer).Scorer.Explain(query, item, maxReasons);
            // What a scorer holds against an item may outweigh its reasons for it; they still explain no more than the part.
            var whole = Math.Max(explained.Score, explained.Reasons.Sum(static reason => reason.Contribution));
            if (whole <= 0) continue;
            var scale = part.Contribution / whole;
            foreach (var reason in explained.Reasons) reasons.Add(reason with { Contribution = reason.Contribution * scale });
        }
        Reason[] strongest = [.. reasons.OrderByDescending(reason => Math.Abs(reason.Contribution)).Take(maxReasons)];
        var remainder = opinion.Score;
        foreach (var reason in strongest) remainder -= reason.Contribution;
        return new Explanation(opinion.Score, strongest, remainder);
    }
}

using System.Buffers;

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
    private readonly long _modelVersion;

    /// <param name="parts">At least the base; names distinct; weights ≥ 0 with sum 1 within 1e-9.</param>
    /// <param name="baseName">Name of the part that inherits the weight of the silent. It must serve strangers.</param>
    /// <param name="modelVersion">Version of the model set that the parts belong to.</param>
    /// <exception cref="ArgumentException">A rule above is broken.</exception>
    public HybridScorer(IReadOnlyList<HybridPart> parts, string baseName, long modelVersion)
    {
        _parts = [.. parts];
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
        return new HybridScorer(parts, BaseName, _modelVersion);
    }

    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        ScorerGuard.Check(query, _modelVersion, items, scores);
        var rentedSums = ArrayPool<double>.Shared.Rent(items.Length);
        var rentedInherited = ArrayPool<double>.Shared.Rent(items.Length);
        try
        {
            var sums = rentedSums.AsSpan(0, items.Length);
            var inherited = rentedInherited.AsSpan(0, items.Length);
            sums.Clear();
            inherited.Clear();
            for (var part = 0; part < _parts.Length; part++)
            {
                if (part == _base || _parts[part].Weight == 0) continue;
                AddOpinions(_parts[part], query, items, scores, sums, inherited);
            }
            return AddBase(query, items, scores, sums, inherited);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rentedSums);
            ArrayPool<double>.Shared.Return(rentedInherited);
        }
    }

    /// <summary>The score in double with one part per contributing scorer.</summary>
    /// <param name="reasonsPerPart">Reasons kept per part, strongest first; 0 or more.</param>
    public HybridOpinion Judge(RecommendationQuery query, int item, int reasonsPerPart)
    {
        ScorerGuard.Check(query, _modelVersion);
        ArgumentOutOfRangeException.ThrowIfNegative(reasonsPerPart);
        var (sum, inherited) = (0d, 0d);
        var parts = new List<ScorePart>(_parts.Length);
        for (var part = 0; part < _parts.Length; part++)
        {
            if (part == _base || _parts[part].Weight == 0) continue;
            if (PartFor(_parts[part], _parts[part].Weight, query, item, reasonsPerPart) is { } voice)
            {
                sum += voice.Contribution;
                parts.Add(voice);
            }
            else
            {
                inherited += _parts[part].Weight;
            }
        }
        if (PartFor(_parts[_base], _parts[_base].Weight + inherited, query, item, reasonsPerPart) is not { } voiceOfBase)
            return new HybridOpinion(double.NaN, []);
        sum += voiceOfBase.Contribution;
        if (voiceOfBase.Weight > 0) parts.Add(voiceOfBase);
        return new HybridOpinion(sum, [.. parts.OrderByDescending(part => part.Contribution)]);
    }

    /// <summary>Reasons of all parts in the hybrid's units: each part's reasons scaled to its contribution.</summary>
    public Explanation Explain(RecommendationQuery query, int item, int maxReasons)
    {
        var opinion = Judge(query, item, maxReasons);
        if (double.IsNaN(opinion.Score)) return new Explanation(double.NaN, [], 0);
        var reasons = new List<Reason>();
        foreach (var part in opinion.Parts)
        {
            var explained = _parts.First(known => known.Scorer.Name == part.Scorer).Scorer.Explain(query, item, maxReasons);
            if (explained.Score == 0) continue;
            var scale = part.Contribution / explained.Score;
            foreach (var reason in explained.Reasons) reasons.Add(reason with { Contribution = reason.Contribution * scale });
        }
        Reason[] strongest = [.. reasons.OrderByDescending(reason => Math.Abs(reason.Contribution)).Take(maxReasons)];
        var remainder = opinion.Score;
        foreach (var reason in strongest) remainder -= reason.Contribution;
        return new Explanation(opinion.Score, strongest, remainder);
    }

    private static void AddOpinions(
        HybridPart part, RecommendationQuery query, ReadOnlySpan<int> items, Span<float> raw, Span<double> sums, Span<double> inherited)
    {
        part.Scorer.Score(query, items, raw);
        for (var at = 0; at < items.Length; at++)
        {
            if (float.IsNaN(raw[at])) inherited[at] += part.Weight;
            else sums[at] += part.Weight * part.Calibration.Map(raw[at]);
        }
    }

    private int AddBase(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores, Span<double> sums, Span<double> inherited)
    {
        var part = _parts[_base];
        var known = part.Scorer.Score(query, items, scores);
        for (var at = 0; at < items.Length; at++)
        {
            scores[at] = (float)(sums[at] + (part.Weight + inherited[at]) * part.Calibration.Map(scores[at]));
        }
        return known;
    }

    // Calibrates the float that Score gives, not the double behind it: a steep calibration would tell them apart.
    private static ScorePart? PartFor(HybridPart part, double weight, RecommendationQuery query, int item, int reasons)
    {
        Span<float> raw = stackalloc float[1];
        if (part.Scorer.Score(query, [item], raw) == 0) return null;
        var calibrated = part.Calibration.Map(raw[0]);
        var explained = part.Scorer.Explain(query, item, reasons);
        return new ScorePart(part.Scorer.Name, weight, calibrated, weight * calibrated, explained.Reasons);
    }
}

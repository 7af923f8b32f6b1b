using Personalize.Engine.Interactions;
using Personalize.Engine.Numerics;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Factors;

/// <summary>Judges an item by the share of the history that lies in its direction: score_j = Σᵢ vᵢ·v_j over the history.</summary>
/// <remarks>4 bytes per item and factor. A customer is a projection, Σ vᵢ, in O(n·k).</remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class PureSvdModel : IFoldIn
{
    public const string ScorerName = "pure-svd";

    private readonly FactorRows _items;
    private readonly long _modelVersion;

    internal PureSvdModel(FactorRows items, IReadOnlyList<double> singularValues, long modelVersion)
    {
        _items = items;
        SingularValues = singularValues;
        _modelVersion = modelVersion;
    }

    public string Name => ScorerName;

    public Evidence Requires => Evidence.Factors;

    public int FactorCount => _items.Width;

    /// <summary>Items that have a score.</summary>
    public int ItemCount => _items.Count;

    /// <summary>σ of each factor, greatest first: how much of the interactions it tells.</summary>
    public IReadOnlyList<double> SingularValues { get; }

    internal FactorRows Items => _items;

    public void FoldIn(SparseRow history, Span<float> factors)
    {
        FactorScores.CheckLength(factors, FactorCount);
        Span<float> sum = stackalloc float[_items.Stride];
        sum.Clear();
        foreach (var item in history.Columns) RowQuads.AddScaled(_items.Row(item), 1, sum);
        sum[..FactorCount].CopyTo(factors);
    }

    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        ScorerGuard.Check(query, _modelVersion, items, scores);
        return FactorScores.Score(_items, query, ScorerName, items, scores);
    }

    public Explanation Explain(RecommendationQuery query, int item, int maxReasons)
    {
        ScorerGuard.Check(query, _modelVersion);
        ArgumentOutOfRangeException.ThrowIfNegative(maxReasons);
        return KnownItems.Contains(ItemCount, item) && FactorScores.TryScore(_items, query, ScorerName, item, out var score)
            ? FactorScores.Explain(_items, query, _items.Row(item), score, maxReasons)
            : new Explanation(double.NaN, [], 0);
    }
}

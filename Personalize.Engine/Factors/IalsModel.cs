using Personalize.Engine.Interactions;
using Personalize.Engine.Numerics;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Factors;

/// <summary>Judges an item by the product of its factors with the customer's.</summary>
/// <remarks>4 bytes per item and factor. A customer is placed exactly, from the history alone, in O(n·k² + k³).</remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class IalsModel : IFoldIn
{
    public const string ScorerName = "ials";

    private readonly ImplicitRows _items;
    private readonly long _modelVersion;

    internal IalsModel(ImplicitRows items, long modelVersion)
    {
        _items = items;
        _modelVersion = modelVersion;
    }

    public string Name => ScorerName;

    public Evidence Requires => Evidence.Factors;

    public int FactorCount => _items.Rows.Width;

    /// <summary>Items that have a score.</summary>
    public int ItemCount => _items.Rows.Count;

    internal FactorRows Items => _items.Rows;

    internal IalsSettings Settings => _items.Settings;

    public void FoldIn(SparseRow history, Span<float> factors)
    {
        FactorScores.CheckLength(factors, FactorCount);
        var solution = new float[_items.Rows.Stride];
        _items.Solve(history.Columns, new ImplicitRows.Workspace(_items.Rows.Stride), solution);
        solution.AsSpan(0, FactorCount).CopyTo(factors);
    }

    public int Score(RecommendationQuery query, ReadOnlySpan<int> items, Span<float> scores)
    {
        ScorerGuard.Check(query, _modelVersion, items, scores);
        return FactorScores.Score(_items.Rows, query, ScorerName, items, scores);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// h_j·w = Σ h_jᵀ·A⁻¹·hᵢ over the history, A being the left side of the customer's equation: the similarity of two items
    /// as this customer's history bends it.
    /// </remarks>
    public Explanation Explain(RecommendationQuery query, int item, int maxReasons)
    {
        ScorerGuard.Check(query, _modelVersion);
        ArgumentOutOfRangeException.ThrowIfNegative(maxReasons);
        if (!KnownItems.Contains(ItemCount, item) || !FactorScores.TryScore(_items.Rows, query, ScorerName, item, out var score))
            return new Explanation(double.NaN, [], 0);
        if (maxReasons == 0 || query.Items.IsEmpty) return new Explanation(score, [], score);
        var workspace = new ImplicitRows.Workspace(_items.Rows.Stride);
        _items.Factor(query.Items.Span, workspace);
        var image = _items.Rows.Row(item).ToArray();
        SmallCholesky.Solve(workspace.Matrix, _items.Rows.Stride, image);
        return FactorScores.Explain(_items.Rows, query, image, score, maxReasons);
    }
}

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
    public Explanation Explain(RecommendationQuery query, int item, int maxReasons) => Explain(query, [item], maxReasons)[0];

    public Explanation[] Explain(RecommendationQuery query, ReadOnlySpan<int> items, int maxReasons)
    {
        ScorerGuard.Check(query, _modelVersion);
        ArgumentOutOfRangeException.ThrowIfNegative(maxReasons);
        ImplicitRows.Workspace? equation = null;
        var explained = new Explanation[items.Length];
        for (var at = 0; at < explained.Length; at++)
        {
            if (!KnownItems.Contains(ItemCount, items[at]) || !FactorScores.TryScore(_items.Rows, query, ScorerName, items[at], out var score))
            {
                explained[at] = new Explanation(double.NaN, [], 0);
                continue;
            }
            if (maxReasons == 0 || query.Items.IsEmpty)
            {
                explained[at] = new Explanation(score, [], score);
                continue;
            }
            equation ??= EquationOf(query);
            var image = _items.Rows.Row(items[at]).ToArray();
            SmallCholesky.Solve(equation.Matrix, _items.Rows.Stride, image);
            explained[at] = FactorScores.Explain(_items.Rows, query, image, score, maxReasons);
        }
        return explained;
    }

    private ImplicitRows.Workspace EquationOf(RecommendationQuery query)
    {
        var workspace = new ImplicitRows.Workspace(_items.Rows.Stride);
        _items.Factor(query.Items.Span, workspace);
        return workspace;
    }
}

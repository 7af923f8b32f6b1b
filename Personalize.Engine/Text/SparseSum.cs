using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Personalize.Engine.Text;

/// <summary>Adds sparse contributions up in double and hands out the sum as a vector.</summary>
internal sealed class SparseSum
{
    private readonly Dictionary<int, double> _sums = [];

    public void Add(int index, double value)
    {
        Debug.Assert(index >= 0 && double.IsFinite(value));
        CollectionsMarshal.GetValueRefOrAddDefault(_sums, index, out _) += value;
    }

    public void Add(SparseVector vector, double factor) => Add(vector.Indices, vector.Values, factor);

    public void Add(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, double factor)
    {
        for (var at = 0; at < indices.Length; at++) Add(indices[at], values[at] * factor);
    }

    /// <summary>The sum so far; what rounds to 0 as a float is dropped.</summary>
    public SparseVector ToVector() => ToVector(1);

    /// <summary>The sum so far at length 1. Scaled in double, so that a sum of tiny numbers keeps its direction.</summary>
    public SparseVector ToUnitVector()
    {
        var largest = 0d;
        foreach (var value in _sums.Values) largest = Math.Max(largest, Math.Abs(value));
        if (largest == 0) return SparseVector.Empty;
        var squares = 0d;
        foreach (var index in SortedIndices())
        {
            var share = _sums[index] / largest;
            squares += share * share;
        }
        return ToVector(1 / (largest * Math.Sqrt(squares)));
    }

    private int[] SortedIndices()
    {
        int[] indices = [.. _sums.Keys];
        Array.Sort(indices);
        return indices;
    }

    private SparseVector ToVector(double factor)
    {
        var indices = SortedIndices();
        var values = new float[indices.Length];
        var kept = 0;
        foreach (var index in indices)
        {
            var value = (float)(_sums[index] * factor);
            if (value == 0) continue;
            indices[kept] = index;
            values[kept++] = value;
        }
        return SparseVector.Of(indices.AsSpan(0, kept), values.AsSpan(0, kept));
    }
}

using Personalize.Engine.Interactions;

namespace Personalize.Engine.Text;

/// <summary>Immutable sparse vector: strictly increasing indices with finite, non-zero values.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class SparseVector
{
    private readonly int[] _indices;
    private readonly float[] _values;

    private SparseVector(int[] indices, float[] values)
    {
        _indices = indices;
        _values = values;
        var squares = 0d;
        foreach (var value in values) squares += (double)value * value;
        Norm = Math.Sqrt(squares);
    }

    public static SparseVector Empty { get; } = new([], []);

    /// <summary>Stored entries.</summary>
    public int Count => _indices.Length;

    /// <summary>Strictly increasing, each 0 or more.</summary>
    public ReadOnlySpan<int> Indices => _indices;

    /// <summary>Parallel to <see cref="Indices"/>.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Euclidean length; 0 for the empty vector.</summary>
    public double Norm { get; }

    /// <param name="indices">Strictly increasing, each 0 or more. Copied.</param>
    /// <param name="values">Parallel to <paramref name="indices"/>; finite and not 0. Copied.</param>
    /// <exception cref="ArgumentException">A rule above is broken.</exception>
    public static SparseVector Of(ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        if (indices.Length != values.Length)
            throw new ArgumentException($"{indices.Length} indices for {values.Length} values; give one value per index.", nameof(values));
        var previous = -1;
        for (var at = 0; at < indices.Length; at++)
        {
            if (indices[at] <= previous)
                throw new ArgumentException($"Index {indices[at]} follows {previous}; indices must increase from 0.", nameof(indices));
            if (!float.IsFinite(values[at]) || values[at] == 0)
                throw new ArgumentException($"Value {values[at]} at index {indices[at]}; values must be finite and not 0.", nameof(values));
            previous = indices[at];
        }
        return indices.IsEmpty ? Empty : new SparseVector(indices.ToArray(), values.ToArray());
    }

    /// <summary>Inner product, summed in double in increasing index order. O(Count of both).</summary>
    public double Dot(SparseVector other) => Dot(AsRow(), other.AsRow());

    /// <summary>Cosine of the angle, in [-1, 1]; 0 when either vector is empty.</summary>
    /// <remarks>Rounding can carry the quotient past ±1, so it is clamped.</remarks>
    public double Cosine(SparseVector other) =>
        Count == 0 || other.Count == 0 ? 0 : Math.Clamp(Dot(other) / (Norm * other.Norm), -1, 1);

    /// <returns>The vector of length 1 in this direction; the empty vector for itself.</returns>
    public SparseVector Normalised()
    {
        if (Count == 0) return this;
        var sum = new SparseSum();
        sum.Add(this, 1 / Norm);
        return sum.ToVector();
    }

    /// <summary>Keeps the entries of greatest magnitude, ties by lower index.</summary>
    /// <param name="count">0 or more.</param>
    public SparseVector Strongest(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (Count <= count) return this;
        var order = new int[Count];
        var magnitudes = new float[Count];
        for (var at = 0; at < order.Length; at++)
        {
            order[at] = at;
            magnitudes[at] = -MathF.Abs(_values[at]);
        }
        Array.Sort(order, (a, b) => magnitudes[a] != magnitudes[b] ? magnitudes[a].CompareTo(magnitudes[b]) : a.CompareTo(b));
        Array.Sort(order, 0, count);
        var indices = new int[count];
        var values = new float[count];
        for (var at = 0; at < count; at++) (indices[at], values[at]) = (_indices[order[at]], _values[order[at]]);
        return count == 0 ? Empty : new SparseVector(indices, values);
    }

    /// <summary>The same entries as a row, viewed in place.</summary>
    internal SparseRow AsRow() => new(_indices, _values);

    internal static double Dot(SparseRow left, SparseRow right)
    {
        var sum = 0d;
        foreach (var (_, product) in new SparseOverlap(left, right)) sum += product;
        return sum;
    }
}

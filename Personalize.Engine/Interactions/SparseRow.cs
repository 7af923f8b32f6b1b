namespace Personalize.Engine.Interactions;

/// <summary>One row of a sparse matrix, viewed in place. Do not store it: it is a window on shared arrays.</summary>
public readonly ref struct SparseRow(ReadOnlySpan<int> columns, ReadOnlySpan<float> values)
{
    /// <summary>Strictly increasing column numbers.</summary>
    public ReadOnlySpan<int> Columns { get; } = columns;

    /// <summary>Finite and non-zero, parallel to <see cref="Columns"/>.</summary>
    public ReadOnlySpan<float> Values { get; } = values;
}

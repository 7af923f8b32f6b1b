namespace Personalize.Engine.Interactions;

/// <summary>Immutable customers × items matrix of interaction weights in compressed sparse rows.</summary>
/// <remarks>
/// Made by <see cref="InteractionMatrixBuilder"/>. Memory: 8 bytes per entry and 4 per row.
/// Weights are decayed activity weights (unitless, finite, not 0).
/// </remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class InteractionMatrix
{
    private readonly CompressedRows _rows;
    private InteractionMatrix? _transposed;

    internal InteractionMatrix(CompressedRows rows) => _rows = rows;

    internal CompressedRows Rows => _rows;

    public int RowCount => _rows.RowCount;

    public int ColumnCount => _rows.ColumnCount;

    /// <summary>Stored entries.</summary>
    public int EntryCount => _rows.EntryCount;

    /// <summary>The items × customers view, computed on first use and kept. Transposing twice gives this instance.</summary>
    public InteractionMatrix Transposed
    {
        get
        {
            if (Volatile.Read(ref _transposed) is { } known) return known;
            var transposed = new InteractionMatrix(_rows.Transpose()) { _transposed = this };
            // Two threads may both compute it; the first one to publish wins, so that everybody sees one instance.
            return Interlocked.CompareExchange(ref _transposed, transposed, null) ?? transposed;
        }
    }

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is not in [0, RowCount).</exception>
    public SparseRow Row(int row) => _rows.Row(row);

    /// <summary>The same entries, each 1: what was touched, whatever the weight.</summary>
    internal InteractionMatrix Presence()
    {
        var ones = new float[EntryCount];
        Array.Fill(ones, 1);
        return new InteractionMatrix(new CompressedRows(ColumnCount, _rows.Starts.ToArray(), _rows.Columns.ToArray(), ones));
    }
}

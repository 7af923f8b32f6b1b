namespace Personalize.Engine.Interactions;

/// <summary>Collects interactions in any order; sums repeated pairs, sorts rows and drops zeros.</summary>
/// <remarks>
/// 16 bytes per interaction added. Building is linear: two stable counting passes, no comparisons. Repeats are summed in
/// double in the order of arrival.
/// </remarks>
/// <threadsafety>One thread at a time.</threadsafety>
public sealed class InteractionMatrixBuilder
{
    private readonly List<int> _rows = [];
    private readonly List<int> _columns = [];
    private readonly List<double> _values = [];

    /// <param name="rowCount">Number of customers, 0 or more.</param>
    /// <param name="columnCount">Number of items, 0 or more.</param>
    public InteractionMatrixBuilder(int rowCount, int columnCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNegative(columnCount);
        RowCount = rowCount;
        ColumnCount = columnCount;
    }

    public int RowCount { get; }

    public int ColumnCount { get; }

    /// <param name="row">Customer number in [0, RowCount).</param>
    /// <param name="column">Item number in [0, ColumnCount).</param>
    /// <param name="value">Weight, finite; 0 adds nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range or the value is not finite.</exception>
    /// <exception cref="OverflowException">More than <see cref="Array.MaxLength"/> interactions were added.</exception>
    public void Add(int row, int column, double value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, ColumnCount);
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "Interaction weights must be finite.");
        if (_rows.Count == Array.MaxLength)
            throw new OverflowException($"One matrix holds at most {Array.MaxLength} interactions; sum repeats before adding them.");
        _rows.Add(row);
        _columns.Add(column);
        _values.Add(value);
    }

    /// <summary>The matrix of all that was added so far; the builder may go on.</summary>
    /// <exception cref="OverflowException">A sum is beyond the range of float.</exception>
    public InteractionMatrix Build() => new(BuildRows());

    internal CompressedRows BuildRows()
    {
        var order = SortedBy(_rows, RowCount, SortedBy(_columns, ColumnCount, Arrival()));
        var starts = new int[RowCount + 1];
        var columns = new int[order.Length];
        var values = new float[order.Length];
        var kept = 0;
        for (var at = 0; at < order.Length;)
        {
            var (row, column) = (_rows[order[at]], _columns[order[at]]);
            var sum = 0d;
            for (; at < order.Length && _rows[order[at]] == row && _columns[order[at]] == column; at++) sum += _values[order[at]];
            var value = (float)sum;
            if (!float.IsFinite(value))
                throw new OverflowException($"The weights of customer {row} and item {column} add up to {sum}, beyond the range of float.");
            if (value == 0) continue;
            columns[kept] = column;
            values[kept++] = value;
            starts[row + 1]++;
        }
        for (var row = 0; row < RowCount; row++) starts[row + 1] += starts[row];
        Array.Resize(ref columns, kept);
        Array.Resize(ref values, kept);
        return new CompressedRows(ColumnCount, starts, columns, values);
    }

    private int[] Arrival()
    {
        var order = new int[_rows.Count];
        for (var at = 0; at < order.Length; at++) order[at] = at;
        return order;
    }

    // Stable counting sort of positions by their key in [0, keyCount).
    private static int[] SortedBy(List<int> keys, int keyCount, int[] order)
    {
        var next = new int[keyCount + 1];
        foreach (var key in keys) next[key + 1]++;
        for (var key = 0; key < keyCount; key++) next[key + 1] += next[key];
        var sorted = new int[order.Length];
        foreach (var position in order) sorted[next[keys[position]]++] = position;
        return sorted;
    }
}

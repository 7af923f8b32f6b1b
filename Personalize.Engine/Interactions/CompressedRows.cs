using System.Diagnostics;

namespace Personalize.Engine.Interactions;

/// <summary>Compressed sparse rows, the one layout behind interactions, item vectors and postings.</summary>
/// <remarks>8 bytes per entry and 4 per row.</remarks>
internal sealed class CompressedRows
{
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly float[] _values;

    /// <param name="starts">Row r is entries starts[r] to starts[r + 1]; one longer than there are rows.</param>
    public CompressedRows(int columnCount, int[] starts, int[] columns, float[] values)
    {
        Debug.Assert(starts.Length > 0 && starts[^1] == columns.Length && columns.Length == values.Length);
        ColumnCount = columnCount;
        _starts = starts;
        _columns = columns;
        _values = values;
    }

    public int RowCount => _starts.Length - 1;

    public int ColumnCount { get; }

    public int EntryCount => _columns.Length;

    public ReadOnlySpan<int> Starts => _starts;

    public ReadOnlySpan<int> Columns => _columns;

    public ReadOnlySpan<float> Values => _values;

    public SparseRow Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);
        var start = _starts[row];
        var length = _starts[row + 1] - start;
        return new SparseRow(_columns.AsSpan(start, length), _values.AsSpan(start, length));
    }

    /// <summary>Columns as rows, by one counting pass: O(entries + rows + columns), each new row sorted because rows are visited in order.</summary>
    public CompressedRows Transpose()
    {
        var starts = new int[ColumnCount + 1];
        foreach (var column in _columns) starts[column + 1]++;
        for (var column = 0; column < ColumnCount; column++) starts[column + 1] += starts[column];
        var next = starts.AsSpan(0, ColumnCount).ToArray();
        var rows = new int[EntryCount];
        var values = new float[EntryCount];
        for (var row = 0; row < RowCount; row++)
        {
            for (var at = _starts[row]; at < _starts[row + 1]; at++)
            {
                var place = next[_columns[at]]++;
                rows[place] = row;
                values[place] = _values[at];
            }
        }
        return new CompressedRows(RowCount, starts, rows, values);
    }
}

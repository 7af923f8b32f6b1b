namespace Personalize.Engine.Ratings;

/// <summary>Ratings in compressed rows; unlike interactions, a rating of 0 is a rating, and repeats stay.</summary>
internal sealed class RatingRows
{
    private readonly int[] _starts;
    private readonly int[] _others;
    private readonly float[] _values;

    private RatingRows(int[] starts, int[] others, float[] values) => (_starts, _others, _values) = (starts, others, values);

    public int RowCount => _starts.Length - 1;

    public int Count => _values.Length;

    public static RatingRows Of(int rowCount, IReadOnlyList<Rating> ratings, Func<Rating, (int Row, int Other)> place)
    {
        var starts = new int[rowCount + 1];
        foreach (var rating in ratings) starts[place(rating).Row + 1]++;
        for (var row = 0; row < rowCount; row++) starts[row + 1] += starts[row];
        var next = starts.AsSpan(0, rowCount).ToArray();
        var (others, values) = (new int[ratings.Count], new float[ratings.Count]);
        foreach (var rating in ratings)
        {
            var (row, other) = place(rating);
            var at = next[row]++;
            (others[at], values[at]) = (other, rating.Value);
        }
        return new RatingRows(starts, others, values);
    }

    public RatingRow Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);
        var (start, end) = (_starts[row], _starts[row + 1]);
        return new RatingRow(_others.AsSpan(start..end), _values.AsSpan(start..end));
    }
}

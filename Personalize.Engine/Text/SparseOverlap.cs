using Personalize.Engine.Interactions;

namespace Personalize.Engine.Text;

/// <summary>Walks the columns that two sparse rows share, in increasing order, with the product of their values. O(entries of both).</summary>
internal ref struct SparseOverlap(SparseRow left, SparseRow right)
{
    private readonly SparseRow _left = left;
    private readonly SparseRow _right = right;
    private int _atLeft;
    private int _atRight;

    public (int Column, double Product) Current { get; private set; }

    public readonly SparseOverlap GetEnumerator() => this;

    public bool MoveNext()
    {
        var left = _left.Columns;
        var right = _right.Columns;
        while (_atLeft < left.Length && _atRight < right.Length)
        {
            var difference = left[_atLeft] - right[_atRight];
            if (difference == 0)
            {
                Current = (left[_atLeft], (double)_left.Values[_atLeft++] * _right.Values[_atRight++]);
                return true;
            }
            if (difference < 0) _atLeft++;
            else _atRight++;
        }
        return false;
    }
}

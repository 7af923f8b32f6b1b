namespace Personalize.Engine.Scoring;

/// <param name="Item">Item number.</param>
/// <param name="Score">Never NaN.</param>
public readonly record struct RankedItem(int Item, double Score);

/// <summary>Keeps the best of a stream in a bounded heap: O(log count) per better item, one comparison per worse one.</summary>
/// <remarks>Equal scores rank by lower item number, so that pages and tests are stable.</remarks>
/// <threadsafety>One thread at a time.</threadsafety>
public sealed class TopK
{
    // Worst kept item at the root.
    private readonly RankedItem[] _heap;
    private int _kept;

    /// <param name="count">How many to keep, 0 or more.</param>
    public TopK(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _heap = new RankedItem[count];
    }

    /// <summary>What a score must exceed to be kept, if its item has a higher number than those offered before.</summary>
    internal double Threshold => _kept < _heap.Length ? double.NegativeInfinity : _kept > 0 ? _heap[0].Score : double.PositiveInfinity;

    /// <summary>Considers one item; NaN is no opinion and is skipped.</summary>
    public void Offer(int item, double score)
    {
        if (double.IsNaN(score)) return;
        var offered = new RankedItem(item, score);
        if (_kept < _heap.Length)
        {
            SiftUp(_kept++, offered);
        }
        else if (_kept > 0 && Precedes(offered, _heap[0]))
        {
            SiftDown(offered);
        }
    }

    /// <summary>What was kept, best first.</summary>
    public RankedItem[] ToSorted()
    {
        var sorted = _heap.AsSpan(0, _kept).ToArray();
        Array.Sort(sorted, static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Item.CompareTo(b.Item));
        return sorted;
    }

    private static bool Precedes(RankedItem one, RankedItem other) =>
        one.Score > other.Score || (one.Score == other.Score && one.Item < other.Item);

    private void SiftUp(int at, RankedItem item)
    {
        while (at > 0)
        {
            var parent = (at - 1) / 2;
            if (!Precedes(_heap[parent], item)) break;
            _heap[at] = _heap[parent];
            at = parent;
        }
        _heap[at] = item;
    }

    private void SiftDown(RankedItem item)
    {
        var at = 0;
        for (var child = 1; child < _kept; child = 2 * at + 1)
        {
            if (child + 1 < _kept && Precedes(_heap[child], _heap[child + 1])) child++;
            if (Precedes(item, _heap[child])) { _heap[at] = _heap[child]; at = child; }
            else break;
        }
        _heap[at] = item;
    }
}

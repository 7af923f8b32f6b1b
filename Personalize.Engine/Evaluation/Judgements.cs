using Personalize.Engine.Interactions;

namespace Personalize.Engine.Evaluation;

/// <summary>Held-out truth for one customer: graded relevance by item number.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class Judgements
{
    private readonly int[] _items;
    private readonly float[] _relevances;
    private readonly float[] _ideal;

    private Judgements(int[] items, float[] relevances)
    {
        _items = items;
        _relevances = relevances;
        _ideal = [.. relevances.OrderDescending()];
    }

    public static Judgements Nothing { get; } = new([], []);

    /// <summary>Items of relevance above 0.</summary>
    public int RelevantCount => _items.Length;

    /// <summary>The relevant items, strictly increasing.</summary>
    public ReadOnlySpan<int> Items => _items;

    /// <summary>Relevances from high to low: those of the best list there can be.</summary>
    public ReadOnlySpan<float> Ideal => _ideal;

    /// <summary>All alike relevant.</summary>
    /// <param name="items">Item numbers in any order; repeats count once.</param>
    public static Judgements Of(IEnumerable<int> items) => Of(items.Distinct().Select(static item => (item, 1f)));

    /// <param name="relevances">In any order, one per item; finite and 0 or more. Those of 0 say nothing and are left out.</param>
    /// <exception cref="ArgumentException">An item is named twice, or a relevance is negative or not finite.</exception>
    public static Judgements Of(IEnumerable<(int Item, float Relevance)> relevances)
    {
        var sorted = relevances.OrderBy(static judged => judged.Item).ToList();
        for (var at = 0; at < sorted.Count; at++)
        {
            var (item, relevance) = sorted[at];
            if (!float.IsFinite(relevance) || relevance < 0)
                throw new ArgumentException($"Item {item} has relevance {relevance}; it must be finite and 0 or more.", nameof(relevances));
            if (at > 0 && sorted[at - 1].Item == item)
                throw new ArgumentException($"Item {item} is judged twice; give one relevance per item.", nameof(relevances));
        }
        sorted.RemoveAll(static judged => judged.Relevance == 0);
        return sorted.Count == 0 ? Nothing : new Judgements([.. sorted.Select(judged => judged.Item)], [.. sorted.Select(judged => judged.Relevance)]);
    }

    /// <returns>0 for an item that was not judged.</returns>
    public double RelevanceOf(int item) => _items.AsSpan().BinarySearch(item) is >= 0 and var at ? _relevances[at] : 0;

    /// <summary>What of this is in a history: the repeats.</summary>
    public Judgements Within(SparseRow history) => Kept(history, inHistory: true);

    /// <summary>What of this is not in a history: the discoveries.</summary>
    public Judgements Outside(SparseRow history) => Kept(history, inHistory: false);

    private Judgements Kept(SparseRow history, bool inHistory)
    {
        var items = new List<int>();
        var relevances = new List<float>();
        for (var at = 0; at < _items.Length; at++)
        {
            if (history.Columns.BinarySearch(_items[at]) >= 0 != inHistory) continue;
            items.Add(_items[at]);
            relevances.Add(_relevances[at]);
        }
        return items.Count == _items.Length ? this : items.Count == 0 ? Nothing : new Judgements([.. items], [.. relevances]);
    }
}

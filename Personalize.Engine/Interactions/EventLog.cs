namespace Personalize.Engine.Interactions;

/// <summary>Everybody's events: one run per customer, oldest first; what happened in the same second stays in order of arrival.</summary>
/// <remarks>24 bytes per event and 4 per customer. Purchases of one customer in the same second are one basket.</remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class EventLog
{
    private readonly int[] _starts;
    private readonly ItemEvent[] _events;

    private EventLog(int[] starts, ItemEvent[] events) => (_starts, _events) = (starts, events);

    /// <summary>Of no customers: for data that tell no times.</summary>
    public static EventLog Empty { get; } = new([0], []);

    public int CustomerCount => _starts.Length - 1;

    public int Count => _events.Length;

    /// <param name="customerCount">0 or more.</param>
    /// <param name="itemCount">0 or more.</param>
    /// <param name="events">In any order.</param>
    /// <exception cref="ArgumentException">A customer, an item or an amount is out of range.</exception>
    public static EventLog Of(int customerCount, int itemCount, IReadOnlyList<(int Customer, ItemEvent Event)> events)
    {
        var starts = new int[customerCount + 1];
        foreach (var (customer, happened) in events)
        {
            if (customer < 0 || customer >= customerCount)
                throw new ArgumentException($"An event is of customer {customer}; there are {customerCount}.", nameof(events));
            if (happened.Item < 0 || happened.Item >= itemCount)
                throw new ArgumentException($"An event is about item {happened.Item}; there are {itemCount}.", nameof(events));
            if (!float.IsFinite(happened.Amount))
                throw new ArgumentException($"An event of customer {customer} has the amount {happened.Amount}; amounts are finite.", nameof(events));
            starts[customer + 1]++;
        }
        for (var customer = 0; customer < customerCount; customer++) starts[customer + 1] += starts[customer];
        var next = starts.AsSpan(0, customerCount).ToArray();
        var placed = new ItemEvent[events.Count];
        foreach (var (customer, happened) in events) placed[next[customer]++] = happened;
        for (var customer = 0; customer < customerCount; customer++) SortByTime(placed.AsSpan(starts[customer]..starts[customer + 1]));
        return new EventLog(starts, placed);
    }

    /// <summary>The events of one customer, oldest first.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="customer"/> is not in [0, CustomerCount).</exception>
    public ReadOnlySpan<ItemEvent> Of(int customer) => Within(customer).Span;

    /// <inheritdoc cref="Of(int)"/>
    public ReadOnlyMemory<ItemEvent> Within(int customer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(customer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(customer, CustomerCount);
        return _events.AsMemory(_starts[customer].._starts[customer + 1]);
    }

    /// <summary>What had happened before an instant.</summary>
    /// <param name="before">Unix seconds; events of that second are left out.</param>
    public EventLog Before(long before)
    {
        var starts = new int[_starts.Length];
        var kept = new List<ItemEvent>(_events.Length);
        for (var customer = 0; customer < CustomerCount; customer++)
        {
            foreach (var happened in Of(customer))
            {
                if (happened.At >= before) break;
                kept.Add(happened);
            }
            starts[customer + 1] = kept.Count;
        }
        return new EventLog(starts, [.. kept]);
    }

    // Span.Sort is not stable, so the place of arrival breaks ties.
    private static void SortByTime(Span<ItemEvent> events)
    {
        var keys = new (long At, int Place)[events.Length];
        for (var place = 0; place < keys.Length; place++) keys[place] = (events[place].At, place);
        keys.AsSpan().Sort(events);
    }
}

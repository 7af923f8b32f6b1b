using Personalize.Engine.Interactions;

namespace Personalize.Engine.Repeats;

/// <summary>Cuts one customer's events, oldest first, into occasions: what happened in the same second. Newest occasion first.</summary>
internal ref struct Baskets(ReadOnlySpan<ItemEvent> events)
{
    private readonly ReadOnlySpan<ItemEvent> _events = events;
    private int _start = events.Length;

    /// <summary>Events of the same second, in order of arrival.</summary>
    public ReadOnlySpan<ItemEvent> Current { get; private set; }

    public readonly Baskets GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_start == 0) return false;
        var end = _start;
        do _start--;
        while (_start > 0 && _events[_start - 1].At == _events[end - 1].At);
        Current = _events[_start..end];
        return true;
    }
}

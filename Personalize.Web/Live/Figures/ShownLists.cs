using Personalize.Engine.Interactions;

namespace Personalize.Web.Live.Figures;

/// <summary>The lists that customers were shown in the last hour, and which of them an activity followed. Not thread-safe: the overview locks.</summary>
/// <remarks>
/// An activity follows the list that it names, if that was shown to the same customer. One that names none follows the newest
/// list of its customer, shown within <see cref="UnnamedSeconds"/>, that holds its item. At most <see cref="Most"/> lists are
/// remembered, some 250 bytes each; where more are shown in an hour, the oldest are forgotten whole, so that a rate of
/// those that remain is still a rate.
/// </remarks>
internal sealed class ShownLists
{
    public const int Most = 32_768;
    public const int Seconds = 3600;
    public const int UnnamedSeconds = 1800;

    // A shop that asks again at each click shows many lists; looking through all of them would let one customer slow down the intake.
    private const int MostLookedAt = 16;

    private readonly Queue<ShownList> _lists = [];
    private readonly Dictionary<Guid, ShownList> _byId = [];
    private readonly Dictionary<int, ShownList> _newest = [];

    public int Count => _lists.Count;

    public void Add(in ListSighting sighting, long second)
    {
        Forget(second);
        var list = new ShownList(sighting, second);
        if (!_byId.TryAdd(list.Id, list)) return;
        if (_newest.TryGetValue(list.CustomerId, out var before)) (list.Before, before.After) = (before, list);
        _newest[list.CustomerId] = list;
        _lists.Enqueue(list);
        if (_lists.Count > Most) ForgetOldest();
    }

    public void Follow(in ActivitySighting activity, long second)
    {
        if (FollowedBy(activity, second) is not { } list) return;
        list.Clicked = true;
        list.Bought |= activity.Kind == ActivityKind.Purchase;
    }

    /// <returns>Of the lists shown from that second on: with an activity, and with a purchase, so far.</returns>
    public (Rate Clicked, Rate Bought) Since(long second)
    {
        var (clicked, bought) = (new Rate(), new Rate());
        foreach (var list in _lists)
        {
            if (list.Second < second) continue;
            (clicked, bought) = (clicked.With(list.Clicked), bought.With(list.Bought));
        }

        return (clicked, bought);
    }

    /// <param name="segmentOf">By the customer's key; null for somebody without one.</param>
    /// <returns>Of all lists that are remembered.</returns>
    public IEnumerable<(TSegment Segment, Rate Clicked)> BySegment<TSegment>(Func<string, TSegment?> segmentOf)
        where TSegment : class => _lists
        .Select(list => (Segment: segmentOf(list.CustomerKey), list.Clicked))
        .Where(list => list.Segment is not null)
        .GroupBy(list => list.Segment!)
        .Select(group => (group.Key, group.Aggregate(new Rate(), (rate, list) => rate.With(list.Clicked))));

    public void Forget(long second)
    {
        while (_lists.TryPeek(out var oldest) && oldest.Second <= second - Seconds) ForgetOldest();
    }

    private ShownList? FollowedBy(in ActivitySighting activity, long second)
    {
        if (activity.RecommendationId is { } named)
            return _byId.TryGetValue(named, out var one) && one.CustomerId == activity.CustomerId ? one : null;
        if (activity.ItemId is not { } itemId) return null;
        var looked = 0;
        for (var list = _newest.GetValueOrDefault(activity.CustomerId); list is not null && looked < MostLookedAt; list = list.Before)
        {
            if (list.Second < second - UnnamedSeconds) return null;
            if (Array.IndexOf(list.Items, itemId) >= 0) return list;
            looked++;
        }

        return null;
    }

    private void ForgetOldest()
    {
        var oldest = _lists.Dequeue();
        _byId.Remove(oldest.Id);

        // Cut off on both sides: held by the one after it, it would live as long as its customer comes back.
        if (oldest.After is { } after) after.Before = null;
        else _newest.Remove(oldest.CustomerId);
    }
}

namespace Personalize.Web.Live;

/// <summary>Tells every interested reader that something changed, without ever waiting for one.</summary>
/// <remarks>
/// Level-triggered: a change says who and which aspects, never the new values, so merging loses nothing and no stale
/// payload can arrive late. Publishing costs O(subscribers).
/// </remarks>
/// <threadsafety>All members may be called from any thread.</threadsafety>
public sealed class ChangeFeed(TimeProvider time)
{
    /// <summary>Shortest time between two sets of one subscriber.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    // Replaced whole by compare-exchange, so publishing takes no lock of the feed's own.
    private ChangeSubscription[] _subscribers = [];
    private long _published;
    private long _collapses;

    /// <summary>Raised before any mailbox hears of the change, on the publisher's thread; handlers must return at once and not throw.</summary>
    internal event EventHandler<CustomerChanged>? Publishing;

    internal int SubscriberCount => Volatile.Read(ref _subscribers).Length;

    /// <summary>Changes told since the start.</summary>
    internal long Published => Volatile.Read(ref _published);

    /// <summary>Mailboxes that overflowed since the start, so that their readers had to reload everything.</summary>
    internal long Collapses => Volatile.Read(ref _collapses);

    /// <summary>Merges the change into each interested mailbox. Never blocks; never throws because of a subscriber.</summary>
    /// <param name="change">Customer 0 concerns everybody and reaches every mailbox unasked.</param>
    public void Publish(CustomerChanged change)
    {
        Interlocked.Increment(ref _published);
        Publishing?.Invoke(this, change);
        foreach (var subscriber in Volatile.Read(ref _subscribers)) subscriber.Offer(change);
    }

    /// <summary>Opens a mailbox whose first set has <see cref="ChangeSet.Everything"/>, so nothing between load and subscribe is lost.</summary>
    /// <param name="interested">Must be cheap and pure: it runs on the publisher's thread. Not asked about customer 0.</param>
    public ChangeSubscription Subscribe(Func<CustomerChanged, bool> interested)
    {
        ArgumentNullException.ThrowIfNull(interested);
        var subscription = new ChangeSubscription(interested, time, Remove, () => Interlocked.Increment(ref _collapses));
        Replace(all => [.. all, subscription]);
        return subscription;
    }

    private void Remove(ChangeSubscription subscription) => Replace(all => Array.FindAll(all, one => one != subscription));

    private void Replace(Func<ChangeSubscription[], ChangeSubscription[]> edit)
    {
        while (true)
        {
            var seen = Volatile.Read(ref _subscribers);
            if (Interlocked.CompareExchange(ref _subscribers, edit(seen), seen) == seen) return;
        }
    }
}

using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Personalize.Web.Live;

/// <summary>One reader's mailbox: at most 1024 pending customers, then <see cref="ChangeSet.Everything"/>.</summary>
/// <remarks>A dictionary under a lock collects; a channel of capacity one only signals that there is something to take.</remarks>
public sealed class ChangeSubscription : IAsyncDisposable
{
    /// <summary>Customers kept apart; one more and the reader is told to reload everything.</summary>
    public const int PendingLimit = 1024;

    private readonly Func<CustomerChanged, bool> _interested;
    private readonly TimeProvider _time;
    private readonly Action<ChangeSubscription> _closed;
    private readonly Action _collapsed;
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly Lock _gate = new();
    private Dictionary<int, Aspects> _pending = [];
    private bool _everything = true;
    private int _readers;

    internal ChangeSubscription(Func<CustomerChanged, bool> interested, TimeProvider time, Action<ChangeSubscription> closed, Action collapsed)
    {
        _interested = interested;
        _time = time;
        _closed = closed;
        _collapsed = collapsed;
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Yields non-empty sets, no oftener than the feed's interval (100 ms). Single reader. Ends when disposed.</summary>
    /// <exception cref="InvalidOperationException">There is already a reader.</exception>
    public async IAsyncEnumerable<ChangeSet> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _readers, 1) != 0)
            throw new InvalidOperationException("This subscription has a reader already; open another with ChangeFeed.Subscribe.");

        // Signal first, dictionary second: a change that lands between the two raises a new signal, so none is lost;
        // at worst that signal finds an empty dictionary and is skipped.
        while (await _signal.Reader.WaitToReadAsync(cancellation))
        {
            _signal.Reader.TryRead(out _);
            if (Take() is not { } set) continue;
            yield return set;
            await Task.Delay(ChangeFeed.Interval, _time, cancellation);
        }
    }

    public ValueTask DisposeAsync()
    {
        _closed(this);
        _signal.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    internal void Offer(CustomerChanged change)
    {
        if (!Wants(change)) return;
        lock (_gate) Merge(change);
        _signal.Writer.TryWrite(true);
    }

    private bool Wants(CustomerChanged change)
    {
        if (change.Customer == CustomerChanged.Everybody) return true;
        try
        {
            return _interested(change);
        }
        catch (Exception)
        {
            // A reader that cannot say gets the change: one reload too many harms nobody, a lost one would.
            return true;
        }
    }

    private void Merge(CustomerChanged change)
    {
        if (_everything) return;
        _pending[change.Customer] = _pending.GetValueOrDefault(change.Customer) | change.Aspects;
        if (_pending.Count <= PendingLimit) return;
        _pending = [];
        _everything = true;
        _collapsed();
    }

    private ChangeSet? Take()
    {
        lock (_gate)
        {
            if (!_everything && _pending.Count == 0) return null;
            var set = new ChangeSet(_pending, _everything);
            _pending = [];
            _everything = false;
            return set;
        }
    }
}

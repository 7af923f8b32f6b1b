using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Personalize.Web.Live;

/// <summary>The newest state of customers somebody is interested in, filled on demand and kept right by the writer.</summary>
/// <remarks>
/// A load that is overtaken by an apply or a drop is repeated before anybody sees it, and an apply ignores what the
/// load had seen already (by journal position), so each activity counts exactly once whatever the timing.
/// </remarks>
/// <threadsafety>Writes go under one lock; readers take immutable states without it.</threadsafety>
public sealed class LiveState
{
    /// <summary>Activities kept per customer.</summary>
    public const int RecentLimit = 200;

    /// <summary>Customers kept. Above it the least recently used tenth is forgotten.</summary>
    public const int DefaultCustomerLimit = 50_000;

    private readonly ICustomerStateSource _source;
    private readonly ICustomerKeys _keys;
    private readonly ChangeFeed _feed;
    private readonly TimeProvider _time;
    private readonly int _customerLimit;
    private readonly ConcurrentDictionary<int, Kept> _kept = [];

    private readonly Lock _gate = new();
    private readonly Dictionary<int, Loading> _loading = [];
    private long _revision;

    internal LiveState(
        ICustomerStateSource source, ICustomerKeys keys, ChangeFeed feed, TimeProvider time, int customerLimit = DefaultCustomerLimit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(customerLimit, 1);
        _source = source;
        _keys = keys;
        _feed = feed;
        _time = time;
        _customerLimit = customerLimit;
    }

    /// <summary>Customers held at the moment.</summary>
    public int CustomerCount => _kept.Count;

    /// <returns>Null when there is no such customer.</returns>
    public ValueTask<CustomerState?> GetAsync(int customerId, CancellationToken cancellation)
    {
        if (_kept.TryGetValue(customerId, out var kept))
        {
            kept.UsedAt = _time.GetTimestamp();
            return new ValueTask<CustomerState?>(kept.State);
        }

        return new ValueTask<CustomerState?>(LoadOnceAsync(customerId).WaitAsync(cancellation));
    }

    /// <summary>Forgets the customer, so that the next reader loads it afresh, and tells the feed.</summary>
    /// <param name="customerId">Database id, or 0 to forget all, as after a bulk change.</param>
    public void Drop(int customerId, Aspects aspects)
    {
        lock (_gate)
        {
            if (customerId == CustomerChanged.Everybody)
            {
                _kept.Clear();
                foreach (var loading in _loading.Values) loading.Overtaken = true;
            }
            else
            {
                _kept.TryRemove(customerId, out _);
                Overtake(customerId);
            }
        }

        if ((aspects & (Aspects.Deleted | Aspects.Profile)) != Aspects.None) _keys.Forget(customerId);
        _feed.Publish(new CustomerChanged(customerId, aspects));
    }

    /// <summary>Adds committed activities to the customers that are held; the others will read them from the tables.</summary>
    internal void Apply(int customerId, IReadOnlyList<RecentActivity> activities)
    {
        lock (_gate)
        {
            Overtake(customerId);
            if (!_kept.TryGetValue(customerId, out var kept)) return;
            var changed = StateChange.Add(kept.State, activities);
            if (!ReferenceEquals(changed, kept.State)) kept.State = changed with { Revision = ++_revision };
        }
    }

    private void Overtake(int customerId)
    {
        if (_loading.TryGetValue(customerId, out var loading)) loading.Overtaken = true;
    }

    private Task<CustomerState?> LoadOnceAsync(int customerId)
    {
        Loading loading;
        lock (_gate)
        {
            if (_kept.TryGetValue(customerId, out var kept)) return Task.FromResult<CustomerState?>(kept.State);
            if (_loading.TryGetValue(customerId, out var running)) return running.Result.Task;
            loading = new Loading();
            _loading.Add(customerId, loading);
        }

        // Outside the lock: SQLite reads on the calling thread, and the writer must not wait for it.
        _ = LoadAsync(customerId, loading);
        return loading.Result.Task;
    }

    private async Task LoadAsync(int customerId, Loading loading)
    {
        try
        {
            while (true)
            {
                // Not the caller's token: others may be waiting for the same load.
                var state = await _source.LoadAsync(customerId, CancellationToken.None).ConfigureAwait(false);
                if (Keep(customerId, loading, ref state))
                {
                    loading.Result.TrySetResult(state);
                    return;
                }
            }
        }
        catch (Exception problem)
        {
            lock (_gate) _loading.Remove(customerId);
            loading.Result.TrySetException(problem);
        }
    }

    /// <returns>False when the state was overtaken while it was read.</returns>
    private bool Keep(int customerId, Loading loading, ref CustomerState? state)
    {
        lock (_gate)
        {
            if (loading.Overtaken)
            {
                loading.Overtaken = false;
                return false;
            }

            _loading.Remove(customerId);
            if (state is null) return true;
            state = state with { Revision = ++_revision };
            _kept[customerId] = new Kept(state) { UsedAt = _time.GetTimestamp() };
            if (_kept.Count > _customerLimit) ForgetOldest();
            return true;
        }
    }

    private void ForgetOldest()
    {
        var count = Math.Max(1, _customerLimit / 10);
        foreach (var (customerId, _) in _kept.ToArray().OrderBy(pair => pair.Value.UsedAt).Take(count).ToImmutableArray())
            _kept.TryRemove(customerId, out _);
    }

    private sealed class Kept(CustomerState state)
    {
        private CustomerState _state = state;

        public CustomerState State
        {
            get => Volatile.Read(ref _state);
            set => Volatile.Write(ref _state, value);
        }

        public long UsedAt { get; set; }
    }

    private sealed class Loading
    {
        public TaskCompletionSource<CustomerState?> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Overtaken { get; set; }
    }
}

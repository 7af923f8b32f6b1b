using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;
using Personalize.Data.Accounts;
using Personalize.Web.Live;

namespace Personalize.Web.Hubs;

/// <summary>One client of the hub: what it follows, its mailbox, and the loop that empties it.</summary>
/// <remarks>
/// Not the groups of SignalR: a message to a group waits for the slowest of it. Here nobody waits for a client but its own
/// loop; meanwhile its mailbox merges what happens and holds no more than what it follows. The feed says where to look, the
/// journal says what is new: so whatever way an activity came, it is counted once.
/// </remarks>
internal sealed partial class LiveConnection : IAsyncDisposable
{
    private static readonly Aspects[] SingleAspects = [.. Enum.GetValues<Aspects>().Where(aspect => aspect != Aspects.None)];
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<int, Followed> _followed = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly IClientProxy _client;
    private readonly LiveSources _sources;
    private readonly ChangeSubscription _mailbox;
    private readonly ILogger _log;
    private readonly Action _abort;
    private readonly Action _requestClose;
    private Task _telling = Task.CompletedTask;
    private long _sendingSince;
    private bool _wasSlow;

    public LiveConnection(ClaimsPrincipal caller, IClientProxy client, Action abort, Action requestClose, LiveSources sources, ILogger log)
    {
        (Caller, _client, _abort, _requestClose, _sources, _log) = (caller, client, abort, requestClose, sources, log);
        _mailbox = sources.Feed.Subscribe(change => _followed.ContainsKey(change.Customer));
        sources.Overview.Changed += OnOverview;
        sources.Overview.Streamed += OnOverview;
    }

    public ClaimsPrincipal Caller { get; }

    /// <summary>How much it follows: customers, and the overview.</summary>
    public int Following => _followed.Count;

    /// <summary>Begins to tell the client what it follows.</summary>
    public void Start() => _telling = TellAsync(_leaving.Token);

    /// <summary>Ends it from our side; the client is not to come back by itself.</summary>
    public void Abort()
    {
        _sources.Meters.Cut(HubMeters.Revoked);
        _abort();
    }

    /// <summary>Ends it from our side; the client is to come back.</summary>
    public void RequestClose() => _requestClose();

    /// <param name="position">What the client knows already; null for nothing.</param>
    /// <exception cref="HubException">It follows as much as it may.</exception>
    public void FollowOverview(long? position) => Follow(new Followed(Followed.OverviewKey, "", position));

    /// <param name="customer">Database id.</param>
    /// <inheritdoc cref="FollowOverview"/>
    public void FollowCustomer(int customer, string customerId, long? position) =>
        Follow(new Followed(customer, customerId, position));

    public void LeaveOverview() => _followed.TryRemove(Followed.OverviewKey, out _);

    public void LeaveCustomer(string customerId)
    {
        foreach (var (key, followed) in _followed)
        {
            if (key != Followed.OverviewKey && followed.CustomerId == customerId)
                _followed.TryRemove(key, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _sources.Overview.Changed -= OnOverview;
        _sources.Overview.Streamed -= OnOverview;
        if (_wasSlow || IsSlow(Volatile.Read(ref _sendingSince)))
            _sources.Meters.Cut(HubMeters.Slow);
        await _leaving.CancelAsync();
        await _telling;
        await _mailbox.DisposeAsync();
        _leaving.Dispose();
    }

    // Methods of one client come one after the other, so that none slips past the limit.
    private void Follow(Followed followed)
    {
        var most = _sources.Options.SubscriptionsPerConnection;
        if (_followed.Count >= most && !_followed.ContainsKey(followed.Key))
            throw HubProblem.Of("too_many_subscriptions", $"A connection follows at most {most}. Unsubscribe from something, or open another.");
        _followed[followed.Key] = followed;
        LookAt(followed.Key);
    }

    private void LookAt(int key) => _mailbox.Offer(new CustomerChanged(key, Aspects.Engagement));

    private void OnOverview(object? sender, EventArgs e) => LookAt(Followed.OverviewKey);

    private async Task TellAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var set in _mailbox.ReadAllAsync(cancellation))
            {
                foreach (var followed in _followed.Values)
                    await TryTellAsync(followed, set, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }

    private async Task TryTellAsync(Followed followed, ChangeSet set, CancellationToken cancellation)
    {
        var changed = followed.Changed(set);
        if (changed == Aspects.None)
            return;
        try
        {
            await (followed.Key == Followed.OverviewKey ? TellOverviewAsync(followed, cancellation) : TellAsync(followed, changed, cancellation));
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested)
        {
            // The position stands where it was, so nothing is lost by looking again.
            LogNotTold(followed.Key, problem);
            _mailbox.Offer(new CustomerChanged(followed.Key, changed));
            await Task.Delay(AfterFault, _sources.Time, cancellation);
        }
    }

    private async Task TellAsync(Followed followed, Aspects changed, CancellationToken cancellation)
    {
        var missed = followed.IsInJournal(changed)
            ? await _sources.Missed.OfCustomerAsync(followed.Key, followed.Position, cancellation)
            : new Missed(followed.Position ?? 0, 0, MustReload: false);
        if (followed.IsOld(changed, missed))
            return;
        var message = new CustomerMessage(
            followed.CustomerId, Array.FindAll(SingleAspects, aspect => changed.HasFlag(aspect)), missed.Activities, missed.Position, missed.MustReload);
        await SendAsync(CustomerMessage.Name, message, cancellation);
        followed.Told(missed.Position);
        if (changed.HasFlag(Aspects.Deleted))
            _followed.TryRemove(KeyValuePair.Create(followed.Key, followed));
    }

    private async Task TellOverviewAsync(Followed followed, CancellationToken cancellation)
    {
        var first = followed.IsNew ? await _sources.Missed.OfAllAsync(followed.Position, cancellation) : (Missed?)null;
        var now = _sources.Overview.Current;
        var position = first?.Position ?? Math.Max(followed.Position ?? 0, now.Stream.Select(row => row.Sequence).FirstOrDefault());
        await SendAsync(
            OverviewMessage.Name, new OverviewMessage(position, first?.Activities, first is { MustReload: true }, OverviewFigures.Of(now)), cancellation);
        followed.Told(position);
    }

    // Ends when the client's buffer has room: one that takes nothing is cut by SignalR while it waits here.
    private async Task SendAsync(string name, object message, CancellationToken cancellation)
    {
        Volatile.Write(ref _sendingSince, _sources.Time.GetTimestamp());
        await _client.SendAsync(name, message, cancellation);
        _wasSlow = IsSlow(Interlocked.Exchange(ref _sendingSince, 0));
        _sources.Meters.Told(name);
    }

    private bool IsSlow(long since) =>
        since != 0 && _sources.Time.GetElapsedTime(since) >= TimeSpan.FromSeconds(_sources.Options.SlowClientSeconds);

    [LoggerMessage(320, LogLevel.Warning, "A client of the hub could not be told of {Key}; it will be tried again")]
    private partial void LogNotTold(int key, Exception problem);
}

using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Personalize.Tests.Support;
using Personalize.Web.Hubs;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Hubs;

/// <summary>One client's mailbox and loop, with a journal and a network that the test holds.</summary>
public sealed class LiveConnectionTests : IAsyncDisposable
{
    private const int Customer = 7;
    private readonly AwaitedTime _time = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly TestMeters _meters = new();
    private readonly Journal _journal = new();
    private readonly ChangeFeed _feed;
    private readonly LiveOverview _overview;
    private readonly LiveSources _sources;
    private readonly List<LiveConnection> _connections = [];

    public LiveConnectionTests()
    {
        _feed = new ChangeFeed(_time);
        _overview = new LiveOverview(new OverviewNames(_ => null), _time, NullLogger<LiveOverview>.Instance);
        _sources = new LiveSources(_feed, _overview, _journal, Options.Create(new LiveHubOptions()), new HubMeters(_meters), _time);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        _meters.Dispose();
    }

    [Fact]
    public async Task A_client_that_takes_nothing_is_told_all_in_one_message_when_it_takes_again()
    {
        var network = new Network();
        Following(network);
        await HeardAsync(network, 1);
        network.Close();
        Store(1);
        await Until.ReachedAsync(() => network.IsWaiting, Step);

        for (var change = 0; change < 100_000; change++)
            Store(1);
        _overview.Tick();
        network.Open();

        var told = await HeardAsync(network, 3);
        Assert.Equal([0, 1, 100_000], told.Take(3).Select(message => message.Activities));
        Assert.Equal(100_001, told[2].Position);
    }

    [Fact]
    public async Task A_client_that_takes_nothing_holds_up_nobody()
    {
        var (slow, quick) = (new Network(), new Network());
        Following(slow);
        Following(quick);
        await HeardAsync(slow, 1);
        await HeardAsync(quick, 1);
        slow.Close();

        Store(1);
        await Until.ReachedAsync(() => slow.IsWaiting, Step);
        Store(1);
        await Until.ReachedAsync(() => quick.Messages.Sum(message => message.Activities) == 2, Step);

        Assert.Single(slow.Messages);
        slow.Open();
    }

    [Fact]
    public async Task What_the_journal_could_not_say_is_asked_again_and_not_lost()
    {
        var network = new Network();
        Following(network);
        await HeardAsync(network, 1);
        _journal.Fault = new IOException("gone");
        Store(2);
        await Until.ReachedAsync(() => _journal.Failures > 0, Step);

        _journal.Fault = null;

        var told = await HeardAsync(network, 2);
        Assert.Equal((2, 2L), (told[1].Activities, told[1].Position));
    }

    [Fact]
    public async Task What_was_read_before_it_was_announced_is_not_told_twice()
    {
        var network = new Network();
        Following(network);
        await HeardAsync(network, 1);
        _journal.Newest += 2;
        Announce(Aspects.Engagement | Aspects.Recommendations);
        await HeardAsync(network, 2);

        Announce(Aspects.Engagement | Aspects.Recommendations);
        var asked = _journal.Asked;
        await Until.ReachedAsync(() => _journal.Asked > asked, Step);
        Store(1);

        var told = await HeardAsync(network, 3);
        Assert.Equal([0, 2, 1], told.Select(message => message.Activities));
    }

    [Fact]
    public async Task New_models_concern_everybody_who_is_followed()
    {
        var network = new Network();
        Following(network);
        await HeardAsync(network, 1);

        _feed.Publish(new CustomerChanged(CustomerChanged.Everybody, Aspects.Models | Aspects.Recommendations));

        var told = await HeardAsync(network, 2);
        Assert.Equal([Aspects.Recommendations, Aspects.Models], told[1].Aspects);
    }

    [Fact]
    public async Task A_client_that_ends_after_taking_nothing_for_too_long_counts_as_cut_and_no_other_does()
    {
        var (slow, quick) = (new Network(), new Network());
        Following(slow);
        Following(quick);
        await HeardAsync(slow, 1);
        await HeardAsync(quick, 1);
        slow.Close();
        Store(1);
        await Until.ReachedAsync(() => slow.IsWaiting, Step);

        _time.Advance(TimeSpan.FromSeconds(new LiveHubOptions().SlowClientSeconds));
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        _connections.Clear();

        Assert.Equal(1, _meters.Sum("personalize.hub.cut", "reason=slow"));
        Assert.Equal(1, _meters.Sum("personalize.hub.cut"));
    }

    [Fact]
    public async Task Messages_and_connections_of_callers_who_may_no_more_are_counted()
    {
        var network = new Network();
        Following(network);
        await HeardAsync(network, 1);

        _connections[0].Abort();

        await Until.ReachedAsync(() => _meters.Sum("personalize.hub.messages", "message=CustomerChanged") == 1);
        Assert.Equal(1, _meters.Sum("personalize.hub.cut", "reason=revoked"));
    }

    private void Following(Network network)
    {
        var connection = new LiveConnection(new ClaimsPrincipal(), network, () => { }, () => { }, _sources, NullLogger.Instance);
        connection.FollowCustomer(Customer, "C", position: 0);
        connection.Start();
        _connections.Add(connection);
    }

    private void Store(int count)
    {
        _journal.Newest += count;
        Announce(Aspects.Engagement | Aspects.Recommendations);
    }

    private void Announce(Aspects aspects) => _feed.Publish(new CustomerChanged(Customer, aspects));

    private async Task<IReadOnlyList<CustomerMessage>> HeardAsync(Network network, int count)
    {
        await Until.ReachedAsync(() => network.Messages.Count >= count, Step);
        return network.Messages;
    }

    private void Step()
    {
        if (_time.IsAwaited)
            _time.Advance(ChangeFeed.Interval);
    }

    /// <summary>A journal of one customer, whose sequences are 1, 2, 3 and so on.</summary>
    private sealed class Journal : IMissedReader
    {
        private long _newest;
        private int _asked;
        private int _failures;

        public long Newest
        {
            get => Volatile.Read(ref _newest);
            set => Volatile.Write(ref _newest, value);
        }

        public int Asked => Volatile.Read(ref _asked);

        public int Failures => Volatile.Read(ref _failures);

        public Exception? Fault { get; set; }

        public Task<Missed> OfCustomerAsync(int customer, long? since, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _asked);
            if (Fault is { } fault)
            {
                Interlocked.Increment(ref _failures);
                return Task.FromException<Missed>(fault);
            }

            var newest = Newest;
            return Task.FromResult(new Missed(newest, (int)(newest - since!.Value), MustReload: false));
        }

        public Task<Missed> OfAllAsync(long? since, CancellationToken cancellation) => OfCustomerAsync(0, since ?? 0, cancellation);
    }

    /// <summary>A client that takes messages, or lets the server wait.</summary>
    private sealed class Network : IClientProxy
    {
        private readonly List<CustomerMessage> _messages = [];
        private TaskCompletionSource _open = new();
        private int _waiting;

        public Network() => _open.SetResult();

        public bool IsWaiting => Volatile.Read(ref _waiting) > 0;

        public IReadOnlyList<CustomerMessage> Messages
        {
            get
            {
                lock (_messages)
                    return [.. _messages];
            }
        }

        public void Close() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => _open.SetResult();

        public async Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _waiting);
            await _open.Task.WaitAsync(cancellationToken);
            Interlocked.Decrement(ref _waiting);
            lock (_messages)
                _messages.Add((CustomerMessage)args[0]!);
        }
    }
}

using Microsoft.Extensions.Time.Testing;
using Personalize.Tests.Support;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Live;

public sealed class ChangeFeedTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ChangeFeed _feed;

    public ChangeFeedTests() => _feed = new ChangeFeed(_time);

    [Fact]
    public async Task The_first_set_asks_to_reload_everything()
    {
        await using var reader = Open(_ => true);

        Assert.True((await reader.FirstAsync()).Everything);
    }

    [Fact]
    public async Task Changes_of_one_interval_are_merged_without_loss()
    {
        await using var reader = Open(_ => true);
        await reader.FirstAsync();

        var next = reader.NextAsync();
        _feed.Publish(new CustomerChanged(1, Aspects.Profile));
        _feed.Publish(new CustomerChanged(2, Aspects.Engagement));
        _feed.Publish(new CustomerChanged(1, Aspects.Sentiment));
        _time.Advance(ChangeFeed.Interval);
        var set = await next;

        Assert.False(set.Everything);
        Assert.Equal(
            new Dictionary<int, Aspects> { [1] = Aspects.Profile | Aspects.Sentiment, [2] = Aspects.Engagement }, set.Customers);
    }

    [Fact]
    public async Task No_set_comes_before_the_interval_is_over()
    {
        await using var reader = Open(_ => true);
        await reader.FirstAsync();

        var next = reader.NextAsync();
        _feed.Publish(new CustomerChanged(1, Aspects.Profile));
        _time.Advance(ChangeFeed.Interval - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await next;
    }

    [Theory]
    [InlineData(ChangeSubscription.PendingLimit, false)]
    [InlineData(ChangeSubscription.PendingLimit + 1, true)]
    public async Task A_reader_that_falls_behind_is_told_to_reload_everything(int customers, bool everything)
    {
        await using var reader = Open(_ => true);
        await reader.FirstAsync();

        var next = reader.NextAsync();
        for (var customer = 1; customer <= customers; customer++) _feed.Publish(new CustomerChanged(customer, Aspects.Profile));
        _time.Advance(ChangeFeed.Interval);
        var set = await next;

        Assert.Equal(everything, set.Everything);
        Assert.Equal(everything ? 0 : customers, set.Customers.Count);
    }

    [Fact]
    public async Task Only_what_interests_arrives_besides_what_concerns_everybody()
    {
        await using var reader = Open(change => change.Customer == 7);
        await reader.FirstAsync();

        var next = reader.NextAsync();
        _feed.Publish(new CustomerChanged(8, Aspects.Profile));
        _feed.Publish(new CustomerChanged(CustomerChanged.Everybody, Aspects.Models));
        _feed.Publish(new CustomerChanged(7, Aspects.Profile));
        _time.Advance(ChangeFeed.Interval);
        var set = await next;

        Assert.Equal([CustomerChanged.Everybody, 7], set.Customers.Keys.Order());
        Assert.True(set.Concerns(8, Aspects.Models));
        Assert.False(set.Concerns(8, Aspects.Profile));
    }

    [Fact]
    public async Task A_reader_whose_interest_throws_gets_the_change_and_harms_nobody()
    {
        await using var broken = Open(_ => throw new InvalidOperationException("broken"));
        await using var sound = Open(_ => true);
        await broken.FirstAsync();
        await sound.FirstAsync();

        var (first, second) = (broken.NextAsync(), sound.NextAsync());
        _feed.Publish(new CustomerChanged(3, Aspects.Profile));
        _time.Advance(ChangeFeed.Interval);

        Assert.Contains(3, (await first).Customers);
        Assert.Contains(3, (await second).Customers);
    }

    [Fact]
    public async Task A_subscription_takes_one_reader()
    {
        await using var subscription = _feed.Subscribe(_ => true);
        await using var first = subscription.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await first.MoveNextAsync();

        await using var second = subscription.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await second.MoveNextAsync());
    }

    [Fact]
    public async Task Closing_removes_the_reader_from_the_feed()
    {
        var subscription = _feed.Subscribe(_ => true);
        Assert.Equal(1, _feed.SubscriberCount);

        await subscription.DisposeAsync();

        Assert.Equal(0, _feed.SubscriberCount);
    }

    [Fact]
    public async Task Nothing_is_lost_between_many_publishers_and_a_reader()
    {
        const int publishers = 8, each = 2_000, customers = 300;
        await using var subscription = _feed.Subscribe(_ => true);
        HashSet<int> seen = [];
        var reading = ReadAsync();

        await Task.WhenAll(Enumerable.Range(0, publishers).Select(publisher => Task.Factory.StartNew(
            () =>
            {
                for (var number = 0; number < each; number++)
                    _feed.Publish(new CustomerChanged(1 + ((publisher + number) % customers), Aspects.Engagement));
            }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        // Marks the end: once it is read, all before it were.
        _feed.Publish(new CustomerChanged(customers + 1, Aspects.Deleted));
        await Until.ReachedAsync(() => reading.IsCompleted, () => _time.Advance(ChangeFeed.Interval));
        await reading;
        Assert.Equal(customers + 1, seen.Count);

        async Task ReadAsync()
        {
            await foreach (var set in subscription.ReadAllAsync(TestContext.Current.CancellationToken))
            {
                // The first set, which asks to reload everything, is taken before anybody publishes.
                seen.UnionWith(set.Customers.Keys);
                if (set.Customers.ContainsKey(customers + 1)) return;
            }
        }
    }

    private Reader Open(Func<CustomerChanged, bool> interested) => new(_feed.Subscribe(interested));

    private sealed class Reader(ChangeSubscription subscription) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<ChangeSet> _sets =
            subscription.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();

        private Task<bool>? _waiting;

        public Task<ChangeSet> FirstAsync() => NextAsync();

        public async Task<ChangeSet> NextAsync()
        {
            _waiting = _sets.MoveNextAsync().AsTask();
            Assert.True(await _waiting);
            return _sets.Current;
        }

        public async ValueTask DisposeAsync()
        {
            await subscription.DisposeAsync();
            if (_waiting is { IsCompleted: true }) await _sets.DisposeAsync();
        }
    }
}

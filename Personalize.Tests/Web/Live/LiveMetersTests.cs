using Microsoft.Extensions.Time.Testing;
using Personalize.Tests.Support;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Live;

public sealed class LiveMetersTests : ICustomerStateSource, ICustomerKeys, IDisposable
{
    private readonly TestMeters _meters = new();
    private readonly ChangeFeed _feed;

    public LiveMetersTests()
    {
        var time = new FakeTimeProvider();
        _feed = new ChangeFeed(time);
        _ = new LiveMeters(_meters, _feed, new LiveState(this, this, _feed, time));
    }

    public void Dispose() => _meters.Dispose();

    [Fact]
    public async Task A_mailbox_that_overflows_counts_once_until_it_is_read()
    {
        await using var reader = _feed.Subscribe(_ => true);
        await using var reading = reader.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await reading.MoveNextAsync();

        for (var customer = 1; customer <= ChangeSubscription.PendingLimit; customer++) Publish(customer);
        var justFull = _meters.Last("personalize.feed.collapses");
        Publish(ChangeSubscription.PendingLimit + 1);
        Publish(ChangeSubscription.PendingLimit + 2);

        Assert.Equal(0, justFull);
        Assert.Equal(1, _meters.Last("personalize.feed.collapses"));
        Assert.Equal(ChangeSubscription.PendingLimit + 2, _meters.Last("personalize.feed.published"));
        Assert.Equal(1, _meters.Last("personalize.feed.subscribers"));
    }

    Task<CustomerState?> ICustomerStateSource.LoadAsync(int customerId, CancellationToken cancellation) => Task.FromResult<CustomerState?>(null);

    ValueTask<int?> ICustomerKeys.FindAsync(string customerId, CancellationToken cancellation) => new((int?)null);

    void ICustomerKeys.Forget(int id)
    {
    }

    private void Publish(int customer) => _feed.Publish(new CustomerChanged(customer, Aspects.Engagement));
}

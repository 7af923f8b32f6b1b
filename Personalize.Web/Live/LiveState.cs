namespace Personalize.Web.Live;

/// <summary>The newest state of customers somebody is interested in, filled on demand and kept right by the writer.</summary>
public sealed class LiveState
{
    /// <summary>Activities kept per customer.</summary>
    public const int RecentLimit = 200;

    /// <returns>Null when there is no such customer.</returns>
    public ValueTask<CustomerState?> GetAsync(int customerId, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Forgets the customer, so that the next reader loads it afresh, and tells the feed.</summary>
    public void Drop(int customerId, Aspects aspects) => throw new NotImplementedException();
}

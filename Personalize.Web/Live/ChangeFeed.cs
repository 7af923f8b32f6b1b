namespace Personalize.Web.Live;

/// <summary>What about a customer has changed.</summary>
[Flags]
public enum Aspects
{
    None = 0,
    Profile = 1,
    Engagement = 2,
    Sentiment = 4,
    Recommendations = 8,

    /// <summary>A new model set is published; concerns everybody, sent with customer 0.</summary>
    Models = 16,

    /// <summary>The customer is gone.</summary>
    Deleted = 32,
}

/// <param name="Customer">Database id, or 0 for everybody.</param>
public readonly record struct CustomerChanged(int Customer, Aspects Aspects);

/// <summary>Changes merged since the last set: who, and which aspects; never the new values.</summary>
/// <param name="Everything">The subscriber fell behind, or has just begun: reload all it shows.</param>
public sealed record ChangeSet(IReadOnlyDictionary<int, Aspects> Customers, bool Everything);

/// <summary>Tells every interested reader that something changed, without ever waiting for one.</summary>
public sealed class ChangeFeed
{
    /// <summary>Merges the change into each interested mailbox. Never blocks; never throws because of a subscriber.</summary>
    public void Publish(CustomerChanged change) => throw new NotImplementedException();

    /// <summary>Opens a mailbox whose first set has <see cref="ChangeSet.Everything"/>, so nothing between load and subscribe is lost.</summary>
    /// <param name="interested">Must be cheap and pure: it runs on the publisher's thread.</param>
    public ChangeSubscription Subscribe(Func<CustomerChanged, bool> interested) => throw new NotImplementedException();
}

/// <summary>One reader's mailbox: at most 1024 pending customers, then <see cref="ChangeSet.Everything"/>.</summary>
public sealed class ChangeSubscription : IAsyncDisposable
{
    /// <summary>Yields non-empty sets, no oftener than the feed's interval (100 ms). Single reader.</summary>
    public IAsyncEnumerable<ChangeSet> ReadAllAsync(CancellationToken cancellation) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

using System.Collections.Concurrent;
using Personalize.Web.Live;

namespace Personalize.Web.Hubs;

/// <summary>
/// Reads the journal once for all who follow the same customer: what one connection asked for, the others get from memory until
/// the customer changes again.
/// </summary>
/// <threadsafety>Safe.</threadsafety>
internal sealed class JournalTail : IMissedReader, IDisposable
{
    /// <summary>Customers remembered; when full it starts anew.</summary>
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<int, CustomerTail> _tails = new();
    private readonly IJournalReader _journal;
    private readonly ChangeFeed _feed;

    public JournalTail(IJournalReader journal, ChangeFeed feed)
    {
        (_journal, _feed) = (journal, feed);
        feed.Publishing += OnPublishing;
    }

    public async Task<Missed> OfCustomerAsync(int customer, long? since, CancellationToken cancellation)
    {
        if (since is { } from)
        {
            if (_tails.Count >= Most)
                _tails.Clear();
            var tail = await _tails.GetOrAdd(customer, id => new CustomerTail(id, _journal)).ReadAsync().WaitAsync(cancellation);
            if (tail.Count(from) is { } count)
                return new Missed(tail.Newest, count, MustReload: false);
        }

        // Further back than is remembered, or nothing that we know.
        return await _journal.OfCustomerAsync(customer, since, cancellation);
    }

    public Task<Missed> OfAllAsync(long? since, CancellationToken cancellation) => _journal.OfAllAsync(since, cancellation);

    public void Dispose() => _feed.Publishing -= OnPublishing;

    // Before the mailboxes hear of it: so whoever looks because of the change looks into the journal.
    private void OnPublishing(object? sender, CustomerChanged change)
    {
        if (change.Customer == CustomerChanged.Everybody)
        {
            foreach (var tail in _tails.Values)
                tail.Outdate();
        }
        else if (_tails.TryGetValue(change.Customer, out var tail))
        {
            tail.Outdate();
        }
    }
}

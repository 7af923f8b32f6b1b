using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;

namespace Personalize.Web.Live;

/// <summary>Database ids of customers by their external key, remembered, since every activity asks.</summary>
/// <remarks>Only existing customers are remembered; <see cref="LiveState.Drop"/> of a customer forgets its key.</remarks>
internal interface ICustomerKeys
{
    /// <param name="customerId">External key, trimmed and in NFC.</param>
    /// <returns>Null when there is no such customer.</returns>
    ValueTask<int?> FindAsync(string customerId, CancellationToken cancellation);

    /// <param name="id">Database id, or 0 for all.</param>
    void Forget(int id);
}

internal sealed class CustomerKeys(IDbContextFactory<PersonalizeDb> databases) : ICustomerKeys
{
    /// <summary>Keys kept; at about 120 bytes each, 24 MB. When full it starts anew.</summary>
    private const int Limit = 200_000;

    private readonly ConcurrentDictionary<string, int> _ids = new(StringComparer.Ordinal);

    private readonly Lock _gate = new();

    // The way back, so that forgetting one customer does not search among all.
    private readonly Dictionary<int, string> _keys = [];

    // Counts forgettings, so that a look-up that ran beside one is not remembered.
    private long _forgotten;

    public async ValueTask<int?> FindAsync(string customerId, CancellationToken cancellation)
    {
        if (_ids.TryGetValue(customerId, out var known)) return known;
        var before = Volatile.Read(ref _forgotten);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.Customers
            .Where(customer => customer.CustomerId == customerId)
            .Select(customer => (int?)customer.Id)
            .FirstOrDefaultAsync(cancellation);
        if (found is { } id) Remember(customerId, id, before);
        return found;
    }

    public void Forget(int id)
    {
        lock (_gate)
        {
            _forgotten++;
            if (id == CustomerChanged.Everybody) Clear();
            else if (_keys.Remove(id, out var key)) _ids.TryRemove(key, out _);
        }
    }

    private void Remember(string customerId, int id, long forgottenBefore)
    {
        lock (_gate)
        {
            if (forgottenBefore != _forgotten) return;
            if (_ids.Count >= Limit) Clear();
            if (_keys.TryGetValue(id, out var old)) _ids.TryRemove(old, out _);
            _keys[id] = customerId;
            _ids[customerId] = id;
        }
    }

    private void Clear()
    {
        _ids.Clear();
        _keys.Clear();
    }
}

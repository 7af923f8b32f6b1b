using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Engine.Engagement;

namespace Personalize.Benchmarks.Kill;

/// <summary>Compares what was acknowledged with what the tables hold.</summary>
internal sealed class LedgerAudit(Ledger ledger, IDbContextFactory<PersonalizeDb> databases)
{
    private const double MassTolerance = 1e-9;
    private static readonly ActivityWeights Weights = ActivityWeights.Specification;

    private readonly Dictionary<Guid, long> _stored = [];
    private readonly Dictionary<string, (long Count, double Mass)> _figures = new(StringComparer.Ordinal);
    private readonly List<Guid> _lost = [];
    private readonly List<Guid> _doubled = [];
    private readonly List<string> _faults = [];
    private long _newest;

    /// <summary>Acknowledged, and not there.</summary>
    public IReadOnlyList<Guid> Lost => _lost;

    /// <summary>There more than once.</summary>
    public IReadOnlyList<Guid> Doubled => _doubled;

    /// <summary>Whatever else does not agree, in words.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public int Stored => _stored.Count;

    public bool IsClean => _lost.Count + _doubled.Count + _faults.Count == 0;

    /// <summary>What the server itself says of a customer, at the end.</summary>
    public void Shown(string customer, long count)
    {
        var found = _figures.GetValueOrDefault(customer).Count;
        if (count != found) _faults.Add($"The server shows {count} activities of customer {customer}; the table has {found}.");
    }

    /// <summary>Looks at what came since the last time, while a server runs and nothing is sent.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var snapshot = await db.BeginSnapshotAsync(cancellation);
        var decay = (await db.DecaySettings.AsNoTracking().SingleAsync(cancellation)).ToForwardDecay();
        var customers = await db.Customers
            .Select(customer => new { customer.Id, customer.CustomerId, customer.ActivityCount, customer.EngagementMass })
            .ToDictionaryAsync(customer => customer.Id, cancellation);
        var rows = db.Activities.Where(row => row.Sequence > _newest).OrderBy(row => row.Sequence)
            .Select(row => new { row.Sequence, row.ActivityId, row.CustomerId });
        foreach (var row in await rows.ToListAsync(cancellation))
        {
            _newest = row.Sequence;
            Take(row.ActivityId, row.Sequence, customers[row.CustomerId].CustomerId, decay);
        }

        foreach (var customer in customers.Values)
        {
            var (count, mass) = _figures.GetValueOrDefault(customer.CustomerId);
            if (customer.ActivityCount != count)
                _faults.Add($"Customer {customer.CustomerId} is said to have {customer.ActivityCount} activities and has {count}.");
            if (Math.Abs(customer.EngagementMass - mass) > MassTolerance * Math.Max(1, mass))
                _faults.Add($"Customer {customer.CustomerId} has the engagement mass {customer.EngagementMass:R}; its activities have {mass:R}.");
        }

        Compare(ledger.TakeFresh());
        _faults.AddRange(ledger.Faults);
    }

    /// <summary>Counts the whole table once more, so that nothing was passed over on the way.</summary>
    public async Task LookAtAllAsync(CancellationToken cancellation)
    {
        await LookAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rows = await db.Activities.LongCountAsync(cancellation);
        if (rows != _stored.Count) _faults.Add($"The table has {rows} rows, of which {_stored.Count} were seen as they came.");
        Compare([.. ledger.Acknowledged.Keys]);
    }

    private void Take(Guid id, long sequence, string customer, ForwardDecay decay)
    {
        if (!_stored.TryAdd(id, sequence))
        {
            _doubled.Add(id);
            return;
        }

        if (!ledger.Sent.TryGetValue(id, out var sent) || sent.Customer != customer)
        {
            _faults.Add($"{id} stands in the table for customer {customer}; nobody sent that.");
            return;
        }

        var (count, mass) = _figures.GetValueOrDefault(customer);
        _figures[customer] = (count + 1, mass + decay.MassOf(Weights.Of(sent.Kind), sent.OccurredAt));
    }

    private void Compare(IReadOnlyList<Guid> acknowledged)
    {
        foreach (var id in acknowledged)
        {
            if (!_stored.TryGetValue(id, out var sequence)) _lost.Add(id);
            else if (ledger.Acknowledged[id] is { } told && told != sequence)
                _faults.Add($"{id} was acknowledged as number {told} of the journal and is number {sequence}.");
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Personalize.Data;
using Personalize.Data.Activities;

namespace Personalize.Web.Hubs;

/// <summary>What the journal holds after a position.</summary>
/// <param name="Position">The newest sequence there was.</param>
/// <param name="Activities">Stored after the position asked for, up to the newest; 0 when they cannot be counted.</param>
/// <param name="MustReload">There was no position to count from, or too much came after it.</param>
internal readonly record struct Missed(long Position, int Activities, bool MustReload);

/// <summary>Tells from the journal what a client has not been told yet.</summary>
/// <remarks>
/// Both databases give the sequences of one customer in the order of commits (SQLite has one writer; on PostgreSQL whoever
/// appends holds the customer's row), so that nothing can turn up later below a position that was read.
/// </remarks>
internal interface IMissedReader
{
    /// <param name="customer">Database id.</param>
    /// <param name="since">Null when nothing is known yet.</param>
    Task<Missed> OfCustomerAsync(int customer, long? since, CancellationToken cancellation);

    /// <remarks>
    /// Sequences of different customers may be committed in another order on PostgreSQL: what an import stores beside the writer can
    /// be left out of this number, though never of the figures.
    /// </remarks>
    Task<Missed> OfAllAsync(long? since, CancellationToken cancellation);
}

/// <summary>The same from the tables themselves, and the sequences one by one.</summary>
internal interface IJournalReader : IMissedReader
{
    /// <returns>Sequences of the customer after this one, oldest first, at most so many.</returns>
    Task<IReadOnlyList<long>> AfterAsync(int customer, long after, int most, CancellationToken cancellation);
}

internal sealed class MissedReader(IDbContextFactory<PersonalizeDb> databases, IOptions<LiveHubOptions> options) : IJournalReader
{
    public async Task<IReadOnlyList<long>> AfterAsync(int customer, long after, int most, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Activities
            .Where(activity => activity.CustomerId == customer && activity.Sequence > after)
            .OrderBy(activity => activity.Sequence)
            .Select(activity => activity.Sequence)
            .Take(most)
            .ToListAsync(cancellation);
    }

    public async Task<Missed> OfCustomerAsync(int customer, long? since, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await CountAsync(db.Activities.Where(activity => activity.CustomerId == customer), since, cancellation);
    }

    public async Task<Missed> OfAllAsync(long? since, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await CountAsync(db.Activities, since, cancellation);
    }

    private async Task<Missed> CountAsync(IQueryable<Activity> activities, long? since, CancellationToken cancellation)
    {
        var newest = await activities.MaxAsync(activity => (long?)activity.Sequence, cancellation) ?? 0;

        // A position beyond the newest is of another journal, or of activities that are erased.
        if (since is not { } from || from > newest)
            return new Missed(newest, 0, MustReload: true);
        if (from == newest)
            return new Missed(newest, 0, MustReload: false);

        // Not beyond the newest that we promise: what came since the first question is for the next time.
        var count = await activities
            .Where(activity => activity.Sequence > from && activity.Sequence <= newest)
            .OrderBy(activity => activity.Sequence)
            .Take(options.Value.MostMissed + 1)
            .CountAsync(cancellation);
        return count > options.Value.MostMissed ? new Missed(newest, 0, MustReload: true) : new Missed(newest, count, MustReload: false);
    }
}

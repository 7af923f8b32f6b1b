using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Data.Recommendations;
using Personalize.Engine.Replay;

namespace Personalize.Web.Recommendations.Replay;

/// <summary>What was served, and the proof that it can be made again.</summary>
/// <remarks>A list is there a second after it was served, for 30 days, and not longer than its customer.</remarks>
internal sealed class ServedListArchive(IDbContextFactory<PersonalizeDb> databases, ReplayModels models)
{
    private const string NotWrittenDown = "What the list was made of was not written down.";

    /// <param name="id">The recommendation id.</param>
    /// <returns>Null when there is no such list, or its customer is deleted.</returns>
    public async Task<ServedListView?> FindAsync(Actor actor, Guid id, CancellationToken cancellation)
    {
        actor.Demand(Right.ViewRecommendations);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await (
            from served in db.ServedLists.AsNoTracking()
            join list in db.MadeLists.AsNoTracking() on served.ListId equals list.Id
            join customer in db.Customers on served.CustomerId equals customer.Id
            where served.Id == id
            select new { Served = served, List = list, customer.CustomerId }).FirstOrDefaultAsync(cancellation);
        if (found is null) return null;
        var (record, why) = Read(found.List, await ShelfOfAsync(db, found.List, cancellation));
        var followed = await db.Activities
            .Where(activity => activity.RecommendationId == id && activity.CustomerId == found.Served.CustomerId)
            .GroupBy(activity => activity.Kind)
            .Select(kind => new { kind.Key, Count = kind.Count() })
            .ToDictionaryAsync(kind => kind.Key, kind => kind.Count, cancellation);
        return new(found.Served, found.List, found.CustomerId, record, why, followed);
    }

    /// <returns>The servings of one customer, the newest first.</returns>
    public async Task<IReadOnlyList<ServedList>> NewestAsync(Actor actor, int customerId, int most, CancellationToken cancellation)
    {
        actor.Demand(Right.ViewRecommendations);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.ServedLists.AsNoTracking()
            .Where(served => served.CustomerId == customerId && db.Customers.Any(customer => customer.Id == customerId))
            .OrderByDescending(served => served.ServedAt)
            .Take(most)
            .ToListAsync(cancellation);
    }

    /// <summary>Makes the list again, of the same models and of all else that it was made of.</summary>
    /// <returns>Null when there is no such list, or its customer is deleted.</returns>
    public async Task<ReplayVerdict?> ReplayAsync(Actor actor, Guid id, CancellationToken cancellation) =>
        await FindAsync(actor, id, cancellation) is { } view ? await ReplayAsync(view, cancellation) : null;

    private async Task<ReplayVerdict> ReplayAsync(ServedListView view, CancellationToken cancellation)
    {
        if (view.Record is not { } record) return new ReplayVerdict.Impossible(view.Unreadable!);
        var (set, why) = await models.FindAsync(record.Recipe.ModelVersion, record.Recipe.ModelsTrainedAt, cancellation);
        if (set is null) return new ReplayVerdict.Impossible(why!);
        return record.Replay(set) is { } difference
            ? new ReplayVerdict.Different($"Made again, {difference}.")
            : new ReplayVerdict.Identical();
    }

    private static async Task<ListShelf?> ShelfOfAsync(PersonalizeDb db, MadeList list, CancellationToken cancellation) =>
        list.ShelfId is { } id ? await db.ListShelves.AsNoTracking().FirstOrDefaultAsync(shelf => shelf.Id == id, cancellation) : null;

    private static (ListRecord? Record, string? Why) Read(MadeList list, ListShelf? shelf)
    {
        if (list.Recipe is null || shelf is null) return (null, NotWrittenDown);
        try
        {
            return (ListRecord.Read(list.Recipe, Shelf.Read(shelf.Content)), null);
        }
        catch (InvalidDataException problem)
        {
            return (null, $"What the list was made of cannot be read: {problem.Message}");
        }
    }
}

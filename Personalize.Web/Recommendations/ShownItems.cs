using Microsoft.EntityFrameworkCore;
using Personalize.Data;

namespace Personalize.Web.Recommendations;

/// <summary>What a customer was shown lately, from the served lists.</summary>
internal sealed class ShownItems(IDbContextFactory<PersonalizeDb> databases)
{
    /// <summary>Lists looked at, the newest. Whoever is served more in the time is a program.</summary>
    public const int MostLists = 500;

    /// <returns>By item id: on how many lists since then.</returns>
    public async Task<IReadOnlyDictionary<int, int>> CountAsync(int customerId, DateTimeOffset since, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var lists = await db.ServedLists
            .Where(served => served.CustomerId == customerId && served.ServedAt >= since)
            .OrderByDescending(served => served.ServedAt)
            .Take(MostLists)
            .Join(db.MadeLists.AsNoTracking(), served => served.ListId, list => list.Id, (_, list) => list)
            .ToListAsync(cancellation);
        return lists.SelectMany(static list => list.Items).CountBy(static item => item.ItemId).ToDictionary();
    }
}

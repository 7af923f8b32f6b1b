using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;

namespace Personalize.Data.Audit;

/// <summary>What those who did something are called today.</summary>
internal static class ActorNames
{
    /// <returns>Nothing for who is gone, for strangers and for the server itself.</returns>
    public static async Task<Dictionary<(ActorKind Kind, int Id), string>> OfAsync(
        PersonalizeDb db, IEnumerable<AuditEntry> entries, CancellationToken cancellation)
    {
        var actors = entries.Where(entry => entry.ActorId is not null).Select(entry => (entry.ActorKind, Id: entry.ActorId!.Value)).ToHashSet();
        var names = new Dictionary<(ActorKind, int), string>();
        int[] accounts = [.. IdsOf(ActorKind.Account)], keys = [.. IdsOf(ActorKind.ApiKey)];
        if (accounts.Length > 0)
        {
            var rows = db.Accounts.Where(account => accounts.Contains(account.Id)).Select(account => new { account.Id, account.DisplayName, account.Email });
            foreach (var row in await rows.ToListAsync(cancellation))
                names[(ActorKind.Account, row.Id)] = row.DisplayName.Length > 0 ? row.DisplayName : row.Email ?? "";
        }

        if (keys.Length > 0)
        {
            var rows = db.ApiKeys.Where(key => keys.Contains(key.Id)).Select(key => new { key.Id, key.Name });
            foreach (var row in await rows.ToListAsync(cancellation)) names[(ActorKind.ApiKey, row.Id)] = row.Name;
        }

        return names;

        IEnumerable<int> IdsOf(ActorKind kind) => actors.Where(actor => actor.ActorKind == kind).Select(actor => actor.Id);
    }
}

using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;

namespace Personalize.Data.Audit;

public static class ActorContexts
{
    /// <summary>Opens a context whose changes are written down as that actor's.</summary>
    public static async Task<PersonalizeDb> OpenAsync(
        this IDbContextFactory<PersonalizeDb> contexts, Actor actor, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation);
        db.Actor = actor;
        return db;
    }
}

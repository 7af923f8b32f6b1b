using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Web.Accounts.Sessions;

namespace Personalize.Web.Accounts.Administration;

/// <summary>What Admins see of all accounts.</summary>
internal sealed class AccountDirectory(IDbContextFactory<PersonalizeDb> databases, SessionKeeper sessions, TimeProvider clock)
{
    /// <summary>More are cut off; a team has fewer, and a list of thousands needs a search first.</summary>
    public const int Most = 500;

    public async Task<IReadOnlyList<AccountRow>> ListAsync(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageAccounts);
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Accounts
            .OrderBy(account => account.NormalizedEmail)
            .Take(Most)
            .Select(account => new AccountRow(
                account.Id, account.Email!, account.DisplayName, account.Role, account.PasswordHash != null, account.TwoFactorEnabled,
                db.Set<IdentityUserLogin<int>>().Any(login => login.UserId == account.Id),
                account.DisabledAt != null, account.LastSignInAt,
                db.AccountSessions.Count(session => session.AccountId == account.Id && session.EndedAt == null && session.ExpiresAt > now)))
            .ToListAsync(cancellation);
    }

    public Task<IReadOnlyList<AccountSession>> SessionsOfAsync(Actor actor, int id, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageAccounts);
        return sessions.ListAsync(id, cancellation);
    }
}

using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Sessions;

namespace Personalize.Web.Accounts.Administration;

/// <summary>What Admins see of all accounts.</summary>
internal sealed class AccountDirectory(
    IDbContextFactory<PersonalizeDb> databases, SessionKeeper sessions, SessionLimits limits, TimeProvider clock)
{
    /// <summary>More are cut off; a team has fewer, and a list of thousands needs a search first.</summary>
    public const int Most = 500;

    public async Task<IReadOnlyList<AccountRow>> ListAsync(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageAccounts);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var holding = limits.Holding(db, clock.GetUtcNow());
        return await db.Accounts
            .OrderBy(account => account.NormalizedEmail)
            .Take(Most)
            .Select(account => new AccountRow(
                account.Id, account.Email!, account.DisplayName, account.Role, account.PasswordHash != null,
                account.TwoFactorEnabled || db.Set<IdentityUserPasskey<int>>().Any(passkey => passkey.UserId == account.Id),
                db.Set<IdentityUserLogin<int>>().Any(login => login.UserId == account.Id),
                account.DisabledAt != null, account.LastSignInAt,
                holding.Count(session => session.AccountId == account.Id)))
            .ToListAsync(cancellation);
    }

    public Task<IReadOnlyList<AccountSession>> SessionsOfAsync(Actor actor, int id, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageAccounts);
        return sessions.ListAsync(id, cancellation);
    }
}

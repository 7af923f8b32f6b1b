using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Web.Access;

namespace Personalize.Web.Accounts.Sessions;

/// <summary>How a session began.</summary>
/// <param name="Method">"password", "password+totp", "passkey", "demo", "oidc".</param>
internal sealed record SessionOrigin(SessionKind Kind, string Method, string Device, string Address);

/// <summary>Sign-ins that last: begun, listed and ended. What is ended is refused from then on, wherever its cookie is.</summary>
internal sealed class SessionKeeper(IDbContextFactory<PersonalizeDb> databases, Standing standing, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public async Task<AccountSession> StartAsync(Account account, SessionOrigin origin, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var session = new AccountSession
        {
            Id = Guid.CreateVersion7(now),
            AccountId = account.Id,
            Kind = origin.Kind,
            Method = origin.Method,
            Device = origin.Device,
            Network = origin.Address,
            CreatedAt = now,
            SeenAt = now,
            ExpiresAt = now + Lifetime,
        };
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        db.AccountSessions.Add(session);
        await db.SaveChangesAsync(cancellation);
        await db.Accounts.Where(row => row.Id == account.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(column => column.LastSignInAt, now), cancellation);
        await transaction.CommitAsync(cancellation);
        return session;
    }

    /// <returns>Those that still hold, the newest first.</returns>
    public async Task<IReadOnlyList<AccountSession>> ListAsync(int accountId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.AccountSessions.AsNoTracking()
            .Where(row => row.AccountId == accountId && row.EndedAt == null && row.ExpiresAt > now)
            .OrderByDescending(row => row.CreatedAt)
            .ToListAsync(cancellation);
    }

    /// <summary>Ends the session that the caller came with, if any.</summary>
    public Task EndAsync(ClaimsPrincipal principal, CancellationToken cancellation) =>
        ActorClaims.IdOf(principal) is { } account && ActorClaims.SessionOf(principal) is { } session
            ? EndAsync(account, session, cancellation)
            : Task.CompletedTask;

    /// <returns>False when that account has no such session, or it has ended before.</returns>
    public async Task<bool> EndAsync(int accountId, Guid session, CancellationToken cancellation) =>
        await EndAsync(accountId, rows => rows.Where(row => row.Id == session), cancellation) > 0;

    /// <returns>How many were ended.</returns>
    public Task<int> EndAllAsync(int accountId, CancellationToken cancellation) => EndAsync(accountId, rows => rows, cancellation);

    /// <summary>"Sign out everywhere else".</summary>
    /// <returns>How many were ended.</returns>
    public Task<int> EndOthersAsync(int accountId, Guid kept, CancellationToken cancellation) =>
        EndAsync(accountId, rows => rows.Where(row => row.Id != kept), cancellation);

    private async Task<int> EndAsync(
        int accountId, Func<IQueryable<AccountSession>, IQueryable<AccountSession>> which, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        var count = await which(db.AccountSessions.Where(row => row.AccountId == accountId && row.EndedAt == null))
            .ExecuteUpdateAsync(row => row.SetProperty(column => column.EndedAt, now), cancellation);
        await transaction.CommitAsync(cancellation);
        standing.Forget(accountId);
        return count;
    }
}

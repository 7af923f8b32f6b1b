using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Factors;

namespace Personalize.Web.Accounts.Sessions;

/// <summary>How a session began.</summary>
/// <param name="Method">"password", "password+totp", "passkey", "demo", "oidc".</param>
internal sealed record SessionOrigin(SessionKind Kind, string Method, string Device, string Address);

/// <summary>Sign-ins that last: begun, listed and ended. What is ended is refused from then on, wherever its cookie is.</summary>
internal sealed class SessionKeeper(
    IDbContextFactory<PersonalizeDb> databases, Standing standing, SessionLimits limits, FactorRule rule, TimeProvider clock)
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
        await using var db = await databases.OpenAsync(Actor.Owner(account.Id, SourceOf(origin.Kind)), cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        db.AccountSessions.Add(session);
        await db.SaveChangesAsync(cancellation);
        await db.Accounts.Where(row => row.Id == account.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(column => column.LastSignInAt, now), cancellation);
        await db.NoteAsync([SessionNotes.Began(account.Id, origin)], cancellation);
        await transaction.CommitAsync(cancellation);
        return session;
    }

    /// <summary>The owner of a session has proved once more who they are.</summary>
    /// <returns>The session's method by now: a factor that was owed is part of it.</returns>
    public async Task<string> ConfirmAsync(Account account, Guid session, string shown, CancellationToken cancellation)
    {
        await using var db = await databases.OpenAsync(Actor.Owner(account.Id, ActionSource.Page), cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        var row = await db.AccountSessions.SingleAsync(one => one.Id == session && one.AccountId == account.Id, cancellation);
        row.Method = rule.After(account.Role, row.Method, shown);
        await db.SaveChangesAsync(cancellation);
        await db.NoteAsync([SessionNotes.Confirmed(account.Id, shown)], cancellation);
        await transaction.CommitAsync(cancellation);
        return row.Method;
    }

    /// <returns>Those that still hold, the newest first.</returns>
    public async Task<IReadOnlyList<AccountSession>> ListAsync(int accountId, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await limits.Holding(db, clock.GetUtcNow()).AsNoTracking()
            .Where(row => row.AccountId == accountId)
            .OrderByDescending(row => row.CreatedAt)
            .ToListAsync(cancellation);
    }

    /// <summary>Ends the session that the caller came with.</summary>
    /// <returns>False when they came without one, or it has ended before.</returns>
    public async Task<bool> EndAsync(ClaimsPrincipal principal, ActionSource source, CancellationToken cancellation) =>
        ActorClaims.IdOf(principal) is { } account && ActorClaims.SessionOf(principal) is { } session
        && await EndAsync(Actor.Owner(account, source), account, session, cancellation);

    /// <returns>False when that account has no such session, or it has ended before.</returns>
    public async Task<bool> EndAsync(Actor actor, int accountId, Guid session, CancellationToken cancellation) =>
        await EndAsync(actor, accountId, rows => rows.Where(row => row.Id == session), cancellation) > 0;

    /// <returns>How many were ended.</returns>
    public Task<int> EndAllAsync(Actor actor, int accountId, CancellationToken cancellation) =>
        EndAsync(actor, accountId, rows => rows, cancellation);

    /// <summary>"Sign out everywhere else".</summary>
    /// <returns>How many were ended.</returns>
    public Task<int> EndOthersAsync(Actor actor, int accountId, Guid kept, CancellationToken cancellation) =>
        EndAsync(actor, accountId, rows => rows.Where(row => row.Id != kept), cancellation);

    private async Task<int> EndAsync(
        Actor actor, int accountId, Func<IQueryable<AccountSession>, IQueryable<AccountSession>> which, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.OpenAsync(actor, cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        var count = await which(db.AccountSessions.Where(row => row.AccountId == accountId && row.EndedAt == null))
            .ExecuteUpdateAsync(row => row.SetProperty(column => column.EndedAt, now), cancellation);
        if (count > 0)
            await db.NoteAsync([SessionNotes.Ended(actor, accountId, count)], cancellation);
        await transaction.CommitAsync(cancellation);
        standing.Forget(accountId);
        return count;
    }

    private static ActionSource SourceOf(SessionKind kind) => kind == SessionKind.Api ? ActionSource.Api : ActionSource.Page;
}

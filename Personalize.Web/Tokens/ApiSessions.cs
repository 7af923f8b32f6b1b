using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Sessions;

namespace Personalize.Web.Tokens;

/// <summary>What a program gets for a sign-in or a refresh.</summary>
internal sealed record IssuedTokens(string Access, string Refresh, DateTimeOffset SessionEnds);

/// <summary>
/// Sessions of programs. Each refresh token is good for one use and brings the next; one that comes twice has been copied,
/// and as nobody knows by whom, the session ends for both.
/// </summary>
internal sealed partial class ApiSessions(
    IDbContextFactory<PersonalizeDb> databases, SessionKeeper sessions, AccessTokens tokens, Standing standing, TimeProvider clock,
    ILogger<ApiSessions> logger)
{
    // In the owner's list of sessions; what a program says about itself is anybody's text.
    private const string Device = "A program";

    /// <summary>However often it is refreshed, a session ends <see cref="SessionKeeper.Lifetime"/> after the sign-in.</summary>
    public async Task<IssuedTokens> StartAsync(Account account, string method, string address, CancellationToken cancellation)
    {
        var session = await sessions.StartAsync(account, new SessionOrigin(SessionKind.Api, method, Device, address), cancellation);
        var secret = RefreshSecret.New();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.RefreshTokens.Add(Next(session.Id, secret, session.CreatedAt));
        await db.SaveChangesAsync(cancellation);
        return new IssuedTokens(await tokens.WriteAsync(account, session.Id, cancellation), secret, session.ExpiresAt);
    }

    /// <returns>Null when the token is unknown, was used before, or its session or account has ended.</returns>
    public async Task<IssuedTokens?> RefreshAsync(string secret, CancellationToken cancellation)
    {
        var next = RefreshSecret.New();
        if (!RefreshSecret.IsOne(secret) || await ExchangeAsync(secret, next, cancellation) is not { } holder)
            return null;
        return new IssuedTokens(
            await tokens.WriteAsync(holder.Account, holder.Session.Id, cancellation), next, holder.Session.ExpiresAt);
    }

    // Signing may have to store a new key pair, so it waits until the turn to write is given back.
    private async Task<(Account Account, AccountSession Session)?> ExchangeAsync(
        string secret, string next, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var hash = RefreshSecret.HashOf(secret);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        if (await db.RefreshTokens.AsNoTracking().FirstOrDefaultAsync(row => row.Hash == hash, cancellation) is not { } token)
            return null;
        var session = await db.AccountSessions.FirstAsync(row => row.Id == token.SessionId, cancellation);
        var account = await db.Accounts.AsNoTracking().FirstAsync(row => row.Id == session.AccountId, cancellation);
        if (session.EndedAt is not null || session.ExpiresAt <= now || account.DisabledAt is not null)
            return null;

        // Counting the row that changed decides races: of two callers at once only one finds it unused.
        var isFirst = await db.RefreshTokens.Where(row => row.Id == token.Id && row.UsedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(column => column.UsedAt, now), cancellation) == 1;
        session.SeenAt = now;
        if (isFirst)
            db.RefreshTokens.Add(Next(session.Id, next, now));
        else
            session.EndedAt = now;
        await db.SaveChangesAsync(cancellation);
        if (!isFirst)
            await NoteReuseAsync(db, account, cancellation);
        await transaction.CommitAsync(cancellation);
        if (isFirst)
            return (account, session);
        LogReused(logger, account.Id, session.Id);
        standing.Forget(account.Id);
        return null;
    }

    private static Task NoteReuseAsync(PersonalizeDb db, Account account, CancellationToken cancellation)
    {
        db.Actor = new Actor(ActorKind.Stranger, null, FrozenSet<Right>.Empty, ActionSource.Api, Activity.Current?.TraceId.ToHexString());
        return db.NoteAsync(
            [new AuditNote("account.token-reuse", Subjects.Account, account.Id.ToString(CultureInfo.InvariantCulture))], cancellation);
    }

    private static RefreshToken Next(Guid session, string secret, DateTimeOffset now) =>
        new() { SessionId = session, Hash = RefreshSecret.HashOf(secret), CreatedAt = now };

    [LoggerMessage(1110, LogLevel.Warning, "A refresh token of account {Account} came twice; its session {Session} was ended")]
    private static partial void LogReused(ILogger logger, int account, Guid session);
}

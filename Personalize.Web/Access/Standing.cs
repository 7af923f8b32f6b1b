using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;

namespace Personalize.Web.Access;

/// <summary>
/// Whether an account that signed in earlier may still do what it could then. Asked for every request, by every circuit, and
/// once more by whatever changes something.
/// </summary>
/// <threadsafety>Safe.</threadsafety>
internal sealed partial class Standing(
    IDbContextFactory<PersonalizeDb> databases, SessionLimits limits, TimeProvider clock, ILogger<Standing> logger)
{
    /// <summary>Answers are remembered for this long: a right taken away by another server is gone here within it.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    /// <summary>
    /// While the database is away, what it said last holds for so long: otherwise the page that shows what is wrong would close
    /// on those who have to mend it. Of what is stored nobody sees anything meanwhile.
    /// </summary>
    public static readonly TimeSpan OutageGrace = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan UseGrain = TimeSpan.FromMinutes(1);
    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<Guid, Known> _sessions = new();
    private long _changes;

    /// <summary>The account with this number changed: role, password, sessions. Raised on the thread that changed it.</summary>
    public event EventHandler<int>? AccountChanged;

    public async ValueTask<bool> HoldsAsync(ClaimsPrincipal principal, CancellationToken cancellation)
    {
        if (ActorClaims.SessionOf(principal) is not { } session)
            return false;
        var known = await FindAsync(session, cancellation);
        return known is not null && IsAlive(known, clock.GetUtcNow())
            && ActorClaims.IdOf(principal) == known.AccountId
            && principal.FindFirstValue(ActorClaims.Role) == known.Role.ToString()
            && principal.FindFirstValue(ActorClaims.Stamp) == known.Mark;
    }

    /// <summary>The person did something, and so is there. Written down once a minute at most.</summary>
    public async ValueTask NoteUseAsync(ClaimsPrincipal principal, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (ActorClaims.SessionOf(principal) is not { } session || await FindAsync(session, cancellation) is not { } known
            || now - known.SeenAt < UseGrain || !IsAlive(known, now))
            return;

        // Only in place of what we looked at: what was forgotten meanwhile must not come back, and of many requests at once one writes.
        if (_sessions.TryUpdate(session, known with { SeenAt = now }, known))
            await WriteUseAsync(session, now, cancellation);
    }

    /// <summary>Makes this server look again, at once, at whatever the account does next.</summary>
    public void Forget(int accountId)
    {
        Interlocked.Increment(ref _changes);
        foreach (var (session, known) in _sessions)
        {
            if (known.AccountId == accountId)
                _sessions.TryRemove(session, out _);
        }

        AccountChanged?.Invoke(this, accountId);
    }

    private bool IsAlive(Known known, DateTimeOffset now) =>
        known.IsActive && known.ExpiresAt > now && !limits.IsIdle(known.Kind, known.Role, known.SeenAt, now);

    private async Task WriteUseAsync(Guid session, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            await using var transaction = await db.BeginWriteAsync(cancellation);
            await db.AccountSessions.Where(row => row.Id == session)
                .ExecuteUpdateAsync(row => row.SetProperty(column => column.SeenAt, now), cancellation);
            await transaction.CommitAsync(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // Who only looks must get in while nothing can be written; the next use tells it again.
            LogNotNoted(session, failure);
        }
    }

    private async ValueTask<Known?> FindAsync(Guid session, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_sessions.TryGetValue(session, out var remembered) && now - remembered.ReadAt < MaxAge)
            return remembered;
        try
        {
            return await ReadAsync(session, now, cancellation);
        }
        catch (Exception away) when (remembered is not null && now - remembered.ReadAt < OutageGrace && IsAway(away))
        {
            return remembered;
        }
    }

    // EF wraps what might pass by itself.
    private static bool IsAway(Exception failure) => failure is DbException or TimeoutException or InvalidOperationException { InnerException: DbException };

    private async Task<Known?> ReadAsync(Guid session, DateTimeOffset now, CancellationToken cancellation)
    {
        var changes = Interlocked.Read(ref _changes);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.AccountSessions
            .Where(row => row.Id == session)
            .Join(db.Accounts, row => row.AccountId, account => account.Id, (row, account) => new Known(
                account.Id, account.Role, SessionMark.Of(account.SecurityStamp, session), row.EndedAt == null && account.DisabledAt == null,
                row.Kind, row.SeenAt, row.ExpiresAt, now))
            .FirstOrDefaultAsync(cancellation);
        if (_sessions.Count >= MostRemembered)
            _sessions.Clear();
        if (found is null)
            return null;

        // What was forgotten while we read must not come back: looked at after storing, so that one of the two sees the other.
        _sessions[session] = found;
        if (Interlocked.Read(ref _changes) != changes)
            _sessions.TryRemove(session, out _);
        return found;
    }

    [LoggerMessage(1300, LogLevel.Warning, "That session {Session} is in use could not be written down")]
    private partial void LogNotNoted(Guid session, Exception failure);

    private sealed record Known(
        int AccountId, AccountRole Role, string Mark, bool IsActive, SessionKind Kind, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt,
        DateTimeOffset ReadAt);
}

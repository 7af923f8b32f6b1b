using System.Collections.Concurrent;
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
internal sealed class Standing(IDbContextFactory<PersonalizeDb> databases, TimeProvider clock)
{
    /// <summary>Answers are remembered for this long: a right taken away by another server is gone here within it.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

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
        return known is { IsActive: true } && known.ExpiresAt > clock.GetUtcNow()
            && ActorClaims.IdOf(principal) == known.AccountId
            && principal.FindFirstValue(ActorClaims.Role) == known.Role.ToString()
            && principal.FindFirstValue(ActorClaims.Stamp) == known.Stamp;
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

    private async ValueTask<Known?> FindAsync(Guid session, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_sessions.TryGetValue(session, out var remembered) && now - remembered.ReadAt < MaxAge)
            return remembered;
        var changes = Interlocked.Read(ref _changes);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.AccountSessions
            .Where(row => row.Id == session)
            .Join(db.Accounts, row => row.AccountId, account => account.Id, (row, account) => new Known(
                account.Id, account.Role, account.SecurityStamp, row.EndedAt == null && account.DisabledAt == null, row.ExpiresAt, now))
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

    private sealed record Known(
        int AccountId, AccountRole Role, string? Stamp, bool IsActive, DateTimeOffset ExpiresAt, DateTimeOffset ReadAt);
}

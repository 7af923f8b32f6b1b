using Microsoft.Extensions.Options;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Web.Hosting.Security;

namespace Personalize.Web.Access;

/// <summary>
/// How long a session holds while nobody does anything. Programs have no such limit: their tokens last minutes, and each use of
/// a refresh token is an act.
/// </summary>
internal sealed class SessionLimits(IOptions<SecurityOptions> options)
{
    public bool IsIdle(SessionKind kind, AccountRole role, DateTimeOffset seenAt, DateTimeOffset now) =>
        kind == SessionKind.Browser && seenAt <= OldestOf(role, now);

    /// <summary>The sessions that neither ended nor wait too long.</summary>
    public IQueryable<AccountSession> Holding(PersonalizeDb db, DateTimeOffset now)
    {
        var (watcher, other) = (OldestOf(AccountRole.Operator, now), OldestOf(AccountRole.Admin, now));
        return db.AccountSessions.Where(session => session.EndedAt == null && session.ExpiresAt > now
            && (session.Kind == SessionKind.Api || db.Accounts.Any(account => account.Id == session.AccountId
                && ((account.Role == AccountRole.Operator && session.SeenAt > watcher)
                    || (account.Role != AccountRole.Operator && session.SeenAt > other)))));
    }

    private DateTimeOffset OldestOf(AccountRole role, DateTimeOffset now) => now - TimeSpan.FromMinutes(
        role == AccountRole.Operator ? options.Value.OperatorIdleMinutes : options.Value.IdleMinutes);
}

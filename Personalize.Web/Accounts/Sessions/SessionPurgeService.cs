using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Web.Hosting;

namespace Personalize.Web.Accounts.Sessions;

/// <summary>Erases sessions and one-time links that ended long ago: each sign-in leaves one, and they say where people were.</summary>
internal sealed partial class SessionPurgeService(
    IDbContextFactory<PersonalizeDb> databases, JobBook jobs, TimeProvider clock, ILogger<SessionPurgeService> log) : BackgroundService
{
    /// <summary>How long after its end a session can still be looked up.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public async Task PurgeAsync(CancellationToken cancellation)
    {
        var oldest = clock.GetUtcNow() - Keep;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        await db.AccountSessions.Where(session => session.ExpiresAt < oldest).ExecuteDeleteAsync(cancellation);
        await db.OneTimeLinks.Where(link => link.ExpiresAt < oldest).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        jobs.RunAsync("erase old sessions", Interval, PurgeAsync, LogFailed, stoppingToken);

    [LoggerMessage(800, LogLevel.Error, "Old sessions could not be erased; trying again in an hour")]
    private partial void LogFailed(Exception failure);
}

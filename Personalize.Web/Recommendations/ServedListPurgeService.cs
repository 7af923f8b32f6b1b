using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Recommendations;
using Personalize.Web.Hosting;

namespace Personalize.Web.Recommendations;

/// <summary>Erases served lists that nobody will ask about any more: each page view leaves one, and the table must not grow for ever.</summary>
internal sealed partial class ServedListPurgeService(
    IDbContextFactory<PersonalizeDb> databases, JobBook jobs, TimeProvider time, ILogger<ServedListPurgeService> log) : BackgroundService
{
    /// <summary>How long a list can be asked about.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    // On SQLite everybody waits for the transaction.
    private const int AtOnce = 500;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        jobs.RunAsync("erase old lists", Interval, PurgeAsync, LogFailed, stoppingToken);

    private async Task PurgeAsync(CancellationToken cancellation)
    {
        var oldest = time.GetUtcNow() - Lifetime;
        int erased;
        do
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            erased = await db.PurgeServedListsAsync(oldest, AtOnce, cancellation);
        }
        while (erased == AtOnce);
    }

    [LoggerMessage(501, LogLevel.Error, "Old served lists could not be erased; trying again in an hour")]
    private partial void LogFailed(Exception failure);
}

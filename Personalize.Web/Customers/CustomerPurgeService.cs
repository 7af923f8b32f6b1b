using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Data.Customers;
using Personalize.Web.Hosting;

namespace Personalize.Web.Customers;

/// <summary>Erases for good the customers whose deletion can no longer be undone, with their activities and served lists.</summary>
internal sealed partial class CustomerPurgeService(
    IDbContextFactory<PersonalizeDb> databases, JobBook jobs, TimeProvider clock, ILogger<CustomerPurgeService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // A customer may have thousands of activities, and on SQLite everybody waits for the transaction.
    private const int AtOnce = 20;

    /// <returns>How many customers were erased.</returns>
    public async Task<int> PurgeAsync(CancellationToken cancellation)
    {
        var due = clock.GetUtcNow() - CustomerEditor.UndoWindow;
        var total = 0;
        int erased;
        do
        {
            await using var db = await databases.OpenAsync(Actor.System(ActionSource.Job), cancellation);
            erased = await db.PurgeCustomersAsync(due, AtOnce, cancellation);
            total += erased;
        }
        while (erased == AtOnce);
        if (total > 0)
            LogErased(total);
        return total;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        jobs.RunAsync("erase deleted customers", Interval, PurgeAsync, LogFailed, stoppingToken);

    [LoggerMessage(210, LogLevel.Information, "Erased {Count} deleted customer(s) for good")]
    private partial void LogErased(int count);

    [LoggerMessage(211, LogLevel.Error, "Deleted customers could not be erased; trying again in a minute")]
    private partial void LogFailed(Exception failure);
}

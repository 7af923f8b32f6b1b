using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Data.Customers;

namespace Personalize.Web.Customers;

/// <summary>Erases for good the customers whose deletion can no longer be undone, with their activities and served lists.</summary>
internal sealed partial class CustomerPurgeService(
    IDbContextFactory<PersonalizeDb> databases, TimeProvider clock, ILogger<CustomerPurgeService> logger) : BackgroundService
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
        return total;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var erased = await PurgeAsync(stoppingToken);
                if (erased > 0)
                    LogErased(logger, erased);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, failure);
            }
        }
    }

    [LoggerMessage(210, LogLevel.Information, "Erased {Count} deleted customer(s) for good")]
    private static partial void LogErased(ILogger logger, int count);

    [LoggerMessage(211, LogLevel.Error, "Deleted customers could not be erased; trying again in a minute")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}

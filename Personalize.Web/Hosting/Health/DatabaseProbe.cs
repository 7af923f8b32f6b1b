using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Personalize.Data;

namespace Personalize.Web.Hosting.Health;

/// <summary>Tells whether the database takes writes. Asked a thousand times a second, it still writes once.</summary>
internal sealed class DatabaseProbe(IDbContextFactory<PersonalizeDb> databases, TimeProvider clock) : IHealthCheck, IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private HealthCheckResult _last;
    private long? _askedAt;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_askedAt is not { } asked || clock.GetElapsedTime(asked) >= Freshness)
            {
                _last = await AskAsync(cancellationToken);
                _askedAt = clock.GetTimestamp();
            }

            return _last;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    // Writing a value over itself takes every lock and disk step of a real write.
    private async Task<HealthCheckResult> AskAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            await using var transaction = await db.BeginWriteAsync(cancellation);
            await db.DecaySettings.ExecuteUpdateAsync(
                row => row.SetProperty(setting => setting.RatePerDay, setting => setting.RatePerDay), cancellation);
            await transaction.CommitAsync(cancellation);
            return HealthCheckResult.Healthy();
        }
        catch (Exception away) when (away is DbException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy("The database takes no writes.", away);
        }
    }
}

using Personalize.Data;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Start;

/// <summary>
/// The database's schema before anything else touches it. On a shared server in production several instances may start at once,
/// and its owner decides when the schema changes; anywhere else it is brought up to date.
/// </summary>
internal sealed class Schema(DatabaseSetup setup, DatabaseLocation location, IHostEnvironment environment)
{
    /// <exception cref="SettingsException">The schema is old, and its owner has to change it.</exception>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        if (location.Kind == DatabaseKind.Sqlite || environment.IsDevelopment())
            await setup.MigrateAsync(cancellation);
        else
            await RequireCurrentAsync(cancellation);
    }

    private async Task RequireCurrentAsync(CancellationToken cancellation)
    {
        var pending = await setup.PendingMigrationsAsync(cancellation);
        if (pending.Count > 0)
        {
            throw new SettingsException(
                $"The database lacks {pending.Count} migration(s), the first being '{pending[0]}'. "
                + "Run this program once with --migrate, then start it again.");
        }
    }
}

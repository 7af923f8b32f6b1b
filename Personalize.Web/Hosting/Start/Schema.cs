using System.Data.Common;
using Personalize.Data;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Start;

/// <summary>
/// The database's schema before anything else touches it. On a shared server in production several instances may start at once,
/// and its owner decides when the schema changes; anywhere else it is brought up to date.
/// </summary>
internal sealed class Schema(DatabaseSetup setup, DatabaseLocation location, IHostEnvironment environment)
{
    /// <exception cref="SettingsException">The schema is old, and its owner has to change it; or the database does not answer.</exception>
    /// <exception cref="UnfitDatabaseException">It cannot be used as it is.</exception>
    public Task SettleAsync(CancellationToken cancellation) =>
        location.Kind == DatabaseKind.Sqlite || environment.IsDevelopment()
            ? MigrateAsync(cancellation)
            : ExplainedAsync(RequireCurrentAsync, cancellation);

    /// <summary>Because its owner says so.</summary>
    /// <exception cref="SettingsException">The database does not answer.</exception>
    /// <exception cref="UnfitDatabaseException">It cannot be used as it is.</exception>
    public Task MigrateAsync(CancellationToken cancellation) => ExplainedAsync(setup.MigrateAsync, cancellation);

    // What does not answer now, or refuses us, is a matter of settings; EF wraps what might pass by itself.
    private static async Task ExplainedAsync(Func<CancellationToken, Task> ask, CancellationToken cancellation)
    {
        try
        {
            await ask(cancellation);
        }
        catch (Exception refused) when (refused is DbException or InvalidOperationException { InnerException: DbException })
        {
            throw new SettingsException(
                $"The database cannot be used: {(refused as DbException ?? refused.InnerException!).Message} "
                + $"Check '{DatabaseLocation.ConnectionKey}', and whether the server or the file that it names is there and lets this program in.",
                refused);
        }
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

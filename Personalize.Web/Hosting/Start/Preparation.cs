using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Imports;
using Personalize.Web.Accounts;
using Personalize.Web.Catalogue;
using Personalize.Web.Demo;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Start;

/// <summary>What must be true before the first request: the schema fits, and nothing claims to be running that is not.</summary>
internal sealed partial class Preparation(
    DatabaseSetup setup, DatabaseLocation location, IDbContextFactory<PersonalizeDb> databases, ImportStore imports,
    ItemDirectory items, DemoSeeder demo, DemoAccounts demoAccounts, IHostEnvironment environment, ILogger<Preparation> logger)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        // Several instances may start at once on a shared server in production, and its owner decides when the schema changes.
        if (location.Kind == DatabaseKind.Sqlite || environment.IsDevelopment())
            await setup.MigrateAsync(cancellation);
        else
            await RequireCurrentSchemaAsync(cancellation);
        await MarkInterruptedImportsAsync(cancellation);
        await demoAccounts.SettleAsync(cancellation);
        await demo.SeedIfEmptyAsync(cancellation);
        await items.ReloadAsync(cancellation);
    }

    private async Task RequireCurrentSchemaAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellation)).ToList();
        if (pending.Count > 0)
        {
            throw new SettingsException(
                $"The database lacks {pending.Count} migration(s), the first being '{pending[0]}'. "
                + "Run this program once with --migrate, then start it again.");
        }
    }

    private async Task MarkInterruptedImportsAsync(CancellationToken cancellation)
    {
        var count = await imports.InterruptUnfinishedAsync(cancellation);
        if (count > 0)
            LogInterrupted(logger, count);
    }

    [LoggerMessage(110, LogLevel.Warning, "{Count} import(s) were cut short when the server stopped; they can be run again")]
    private static partial void LogInterrupted(ILogger logger, int count);
}

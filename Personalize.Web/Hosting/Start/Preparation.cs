using Personalize.Data.Imports;
using Personalize.Web.Accounts;
using Personalize.Web.Audit;
using Personalize.Web.Catalogue;
using Personalize.Web.Demo;

namespace Personalize.Web.Hosting.Start;

/// <summary>What must be true before the first request: the schema fits, changes can be written down, and nothing claims to be running that is not.</summary>
internal sealed partial class Preparation(
    Schema schema, AuditSecrets secrets, ImportStore imports, ItemDirectory items, DemoSeeder demo, DemoAccounts demoAccounts, ILogger<Preparation> logger)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        await schema.SettleAsync(cancellation);
        await secrets.RequireAsync(cancellation);
        await MarkInterruptedImportsAsync(cancellation);
        await demoAccounts.SettleAsync(cancellation);
        await demo.SeedIfEmptyAsync(cancellation);
        await items.ReloadAsync(cancellation);
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

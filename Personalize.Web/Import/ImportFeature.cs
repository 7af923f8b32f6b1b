using Microsoft.Extensions.Options;
using Personalize.Data.Imports;
using Personalize.Data.Spreadsheets;
using Personalize.Data.Spreadsheets.Worker;
using Personalize.Web.Hosting.Settings;
using Personalize.Web.Hosting.Telemetry;
using Personalize.Web.Import.Running;

namespace Personalize.Web.Import;

internal static class ImportFeature
{
    public static IServiceCollection AddImport(this IServiceCollection services) => services
        .AddSettings<ImportOptions, ImportOptionsValidator>(ImportOptions.Section)
        .AddSingleton(provider => SpreadsheetLimits.Default with
        {
            MaxFileBytes = (long)provider.GetRequiredService<IOptions<ImportOptions>>().Value.MaxFileMegabytes * 1_000_000,
        })
        .AddSingleton(provider => new SpreadsheetWorker(
            WorkerCommand.For(typeof(ImportFeature).Assembly.Location), provider.GetRequiredService<SpreadsheetLimits>(), TimeProvider.System))
        .AddSingleton<Uploads>()
        .AddSingleton<UploadReceiver>()
        .AddSingleton(provider => new ImportService(
            provider.GetRequiredService<ImportStore>(), provider.GetRequiredService<IOptions<ImportOptions>>(), provider.GetRequiredService<TimeProvider>()))
        .AddInstruments<ImportMeters>()
        .AddSingleton<SheetTargets>()
        .AddSingleton<ImportRun>()
        .AddSingleton<ImportAftermath>()
        .AddHostedService<ImportHost>();

    public static IEndpointRouteBuilder MapImport(this IEndpointRouteBuilder routes)
    {
        UploadApi.Map(routes);
        ImportApi.Map(routes);
        return routes;
    }
}

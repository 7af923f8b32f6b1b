using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ExcelDataReader;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Data.Imports;
using Personalize.Data.Spreadsheets;
using Personalize.Data.Spreadsheets.Rows;
using Personalize.Data.Spreadsheets.Worker;
using Personalize.Web.Audit;
using Personalize.Web.Import;
using Personalize.Web.Import.Running;

namespace Personalize.Benchmarks.Speed;

/// <summary>A workbook from disk into SQLite as the server does it, beside a loop that only reads its cells.</summary>
internal static class ImportSpeed
{
    /// <param name="BareSeconds">ExcelDataReader alone, in this process, touching every cell.</param>
    /// <param name="BareProcessorSeconds">Of the same loop; on a busy machine it says more than the clock.</param>
    /// <param name="ChildPeakBytes">Of the process that scans and parses.</param>
    public sealed record Result(
        long Rows, long Stored, long Rejected, double ScanSeconds, double BareSeconds, double BareProcessorSeconds, double ImportSeconds,
        double ParentProcessorSeconds, double ChildProcessorSeconds, long ParentPeakBytes, long ChildPeakBytes)
    {
        public double RowsPerSecond => Rows / ImportSeconds;
        public double Ratio => ImportSeconds / BareSeconds;
    }

    public static async Task<int> RunAsync(string file, OutputForm form, CancellationToken cancellation)
    {
        if (!File.Exists(file))
        {
            await Console.Error.WriteLineAsync($"There is no file {file}. Name a workbook with --file.");
            return 2;
        }

        Result result;
        try
        {
            result = await MeasureAsync(file, cancellation);
        }
        catch (SpreadsheetRefusedException refused)
        {
            throw new CommandLineException($"{file} is refused: {refused.Message}");
        }
        Console.WriteLine(form == OutputForm.Json ? JsonSerializer.Serialize(result) : Table(result));
        return 0;
    }

    public static async Task<Result> MeasureAsync(string file, CancellationToken cancellation)
    {
        // Both find the file in the page cache.
        await File.ReadAllBytesAsync(file, cancellation);
        var before = Environment.CpuUsage.TotalTime;
        var (import, child, seconds) = await ImportAsync(file, cancellation);
        var parent = Environment.CpuUsage.TotalTime - before;
        using var self = Process.GetCurrentProcess();
        var parentPeak = self.PeakWorkingSet64;
        var scan = Scan(file);
        before = Environment.CpuUsage.TotalTime;
        var bare = Bare(file);
        return new Result(
            import.RowsRead, import.Created + import.Updated, import.Rejected, scan, bare, (Environment.CpuUsage.TotalTime - before).TotalSeconds, seconds,
            parent.TotalSeconds, child.ProcessorTime.TotalSeconds, parentPeak, child.PeakBytes);
    }

    private static async Task<(Import Import, WorkerUsage Child, double Seconds)> ImportAsync(string file, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("personalize-speed-");
        try
        {
            await using var services = new ServiceCollection()
                .AddSingleton<ISecretSeal>(new DataProtectionSeal(new EphemeralDataProtectionProvider()))
                .AddPersonalizeData(DatabaseKind.Sqlite, $"Data Source={Path.Combine(folder.FullName, "speed.db")};Pooling=False")
                .AddSingleton(new SpreadsheetWorker(WorkerCommand.For(typeof(ImportService).Assembly.Location), SpreadsheetLimits.Default, TimeProvider.System))
                .AddSingleton<SheetTargets>()
                .AddSingleton<ImportRun>()
                .BuildServiceProvider();
            await services.GetRequiredService<DatabaseSetup>().MigrateAsync(cancellation);
            using var content = File.OpenRead(file);
            var format = SpreadsheetGuard.Inspect(content, file, SpreadsheetLimits.Default);
            var actor = Actor.System(ActionSource.Command);
            var row = await services.GetRequiredService<ImportStore>().BeginAsync(actor, "speed", content.Length, "", cancellation);
            using var job = new ImportJob(actor, row, new UploadedFile(file, "speed", content.Length, "", format), TimeProvider.System);
            var watch = Stopwatch.StartNew();
            job.Start();
            var usage = await services.GetRequiredService<ImportRun>().RunAsync(job, new HashSet<int>(), static () => { }, cancellation);
            return (row, usage ?? throw new InvalidDataException("The worker did not say what it used."), watch.Elapsed.TotalSeconds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Scan(string file)
    {
        using var content = File.OpenRead(file);
        var format = SpreadsheetGuard.Inspect(content, file, SpreadsheetLimits.Default);
        var watch = Stopwatch.StartNew();
        SpreadsheetGuard.Scan(content, format, SpreadsheetLimits.Default, CancellationToken.None);
        return watch.Elapsed.TotalSeconds;
    }

    private static double Bare(string file)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var content = File.OpenRead(file);
        var watch = Stopwatch.StartNew();
        using var reader = ExcelReaderFactory.CreateReader(content);
        var values = 0L;
        do
        {
            while (reader.Read())
            {
                for (var column = 0; column < reader.FieldCount; column++)
                    values += reader.GetValue(column) is null ? 0 : 1;
            }
        }
        while (reader.NextResult());

        GC.KeepAlive(values);
        return watch.Elapsed.TotalSeconds;
    }

    private static string Table(Result result) => string.Create(CultureInfo.InvariantCulture,
        $"""
        rows read                {result.Rows,12:N0}
        stored                   {result.Stored,12:N0}
        rejected                 {result.Rejected,12:N0}
        guard's scan alone       {result.ScanSeconds,12:F2} s
        bare reader loop         {result.BareSeconds,12:F2} s   (processor {result.BareProcessorSeconds:F1} s)
        import into SQLite       {result.ImportSeconds,12:F2} s   (processor: server {result.ParentProcessorSeconds:F1} s, child {result.ChildProcessorSeconds:F1} s)
        rows per second          {result.RowsPerSecond,12:N0}
        import / bare loop       {result.Ratio,12:F2}
        peak memory, server      {result.ParentPeakBytes >> 20,12:N0} MB
        peak memory, child       {result.ChildPeakBytes >> 20,12:N0} MB
        """);
}

using System.Diagnostics;
using Personalize.Data.Spreadsheets;
using Personalize.Data.Spreadsheets.Rows;
using Personalize.Data.Spreadsheets.Worker;

namespace Personalize.Tests.Data.Spreadsheets;

/// <summary>What became of a file that went through guard and worker, as an uploaded one does.</summary>
/// <param name="Code">Of the refusal; null when the file was read.</param>
/// <param name="Usage">Null when it was refused before a worker was started.</param>
internal sealed record Outcome(string? Code, string? Message, IReadOnlyList<SheetRow> Rows, WorkerUsage? Usage, TimeSpan Took)
{
    public static WorkerCommand Command => WorkerCommand.For(typeof(Program).Assembly.Location);

    public static async Task<Outcome> OfAsync(byte[] content, string fileName, SpreadsheetLimits? limits = null)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
            return await OfFileAsync(path, fileName, limits);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The same without a process of its own, which takes longer to start than most files take to read.</summary>
    public static async Task<Outcome> OfFileHereAsync(string path, string fileName)
    {
        var rows = new List<SheetRow>();
        var watch = Stopwatch.StartNew();
        try
        {
            SpreadsheetFormat format;
            using (var file = File.OpenRead(path))
                format = SpreadsheetGuard.Inspect(file, fileName, SpreadsheetLimits.Default);
            var pipe = new MemoryStream();
            WorkerVerb.Run(new WorkerRequest(path, format, SpreadsheetLimits.Default), pipe);
            pipe.Position = 0;
            var reader = new RowReader(pipe, SpreadsheetLimits.Default.MaxColumns);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } batch)
                rows.AddRange(batch);
            return new Outcome(null, null, rows, reader.Usage, watch.Elapsed);
        }
        catch (SpreadsheetRefusedException refusal)
        {
            return new Outcome(refusal.Code, refusal.Message, [], null, watch.Elapsed);
        }
    }

    public static async Task<Outcome> OfFileAsync(string path, string fileName, SpreadsheetLimits? limits = null)
    {
        limits ??= SpreadsheetLimits.Default;
        var watch = Stopwatch.StartNew();
        var rows = new List<SheetRow>();
        SpreadsheetReading? reading = null;
        try
        {
            SpreadsheetFormat format;
            using (var file = File.OpenRead(path))
                format = SpreadsheetGuard.Inspect(file, fileName, limits);
            reading = new SpreadsheetWorker(Command, limits, TimeProvider.System).Start(path, format);
            await foreach (var batch in reading.RowsAsync(TestContext.Current.CancellationToken))
                rows.AddRange(batch);
            return new Outcome(null, null, rows, reading.Usage, watch.Elapsed);
        }
        catch (SpreadsheetRefusedException refusal)
        {
            return new Outcome(refusal.Code, refusal.Message, [], reading?.Usage, watch.Elapsed);
        }
        finally
        {
            if (reading is not null)
                await reading.DisposeAsync();
        }
    }
}

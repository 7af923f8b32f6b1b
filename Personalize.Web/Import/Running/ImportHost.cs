using Personalize.Data.Imports;
using Personalize.Data.Spreadsheets;

namespace Personalize.Web.Import.Running;

/// <summary>Runs the queued imports one after another until the server stops.</summary>
internal sealed partial class ImportHost(
    ImportService imports, ImportRun run, ImportAftermath aftermath, ImportStore store, ImportMeters meters, TimeProvider clock, ILogger<ImportHost> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var job in imports.QueuedAsync(stoppingToken))
        {
            try
            {
                await RunAsync(job, stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogLost(logger, problem, job.Row.Id);
            }
            finally
            {
                imports.Finish(job);
            }
        }
    }

    private async Task RunAsync(ImportJob job, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping, job.Cancelled);
        var touched = new HashSet<int>();
        try
        {
            stop.Token.ThrowIfCancellationRequested();
            job.Start();
            await store.UpdateAsync(job.Row, stop.Token);
            await run.RunAsync(job, touched, () => imports.Tell(job.Row.Id), stop.Token);
            job.Row.State = ImportState.Succeeded;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            job.Row.State = job.Cancelled.IsCancellationRequested ? ImportState.Cancelled : ImportState.Interrupted;
        }
        catch (SpreadsheetRefusedException refusal)
        {
            Fail(job, refusal.Code, refusal.Message);
        }
        catch (Exception problem)
        {
            LogFailed(logger, problem, job.Row.Id);
            Fail(job, "internal_error", "Something went wrong on the server. What is stored stays; bringing the file again is safe.");
        }

        // The outcome must be kept even while the server stops; what was stored must be told even when the outcome cannot be kept.
        job.Row.FinishedAt = clock.GetUtcNow();
        meters.Ended(job.Row);
        try
        {
            await store.EndAsync(job.Actor, job.Row, CancellationToken.None);
            LogEnded(logger, job.Row.Id, job.Row.State, job.Row.RowsRead, job.Row.Rejected, (clock.GetUtcNow() - job.Row.CreatedAt).TotalSeconds);
        }
        finally
        {
            await aftermath.SpreadAsync(job, touched, CancellationToken.None);
        }
    }

    private static void Fail(ImportJob job, string code, string message) =>
        (job.Row.State, job.Row.FailureCode, job.Row.FailureMessage) = (ImportState.Failed, code, message);

    [LoggerMessage(700, LogLevel.Information, "Import {Import} ended as {State}: {Rows} rows read, {Rejected} rejected, {Seconds:F1} s")]
    private static partial void LogEnded(ILogger logger, Guid import, ImportState state, long rows, long rejected, double seconds);

    [LoggerMessage(701, LogLevel.Error, "Import {Import} failed")]
    private static partial void LogFailed(ILogger logger, Exception problem, Guid import);

    [LoggerMessage(702, LogLevel.Error, "The outcome of import {Import} could not be kept")]
    private static partial void LogLost(ILogger logger, Exception problem, Guid import);
}

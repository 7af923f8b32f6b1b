using System.Threading.Channels;
using Personalize.Data.Imports;
using Personalize.Data.Spreadsheets.Rows;
using Personalize.Data.Spreadsheets.Worker;
using Personalize.Web.Import.Sheets;

namespace Personalize.Web.Import.Running;

/// <summary>
/// Takes one file from the worker to the tables. Reading and checking go ahead of storing by a few batches, so that the
/// processor and the disk work at the same time and memory stays small.
/// </summary>
internal sealed class ImportRun(SpreadsheetWorker worker, SheetTargets targets, ImportStore store)
{
    private const int RowsPerBatch = 2_000;
    private const int BatchesAhead = 3;

    /// <summary>Refused rows are stored rarely: each time is a transaction, and costs a wait for the disk.</summary>
    private const int RejectionsPerSave = 20_000;

    /// <summary>The rest is for titles and counts after the last row.</summary>
    private const double ReadingShare = 0.99;

    /// <param name="moved">Called after each batch.</param>
    /// <param name="touched">Gets the database ids of customers whose state has changed, also when the run is cancelled.</param>
    /// <returns>What reading cost the worker.</returns>
    public async Task<WorkerUsage?> RunAsync(ImportJob job, ICollection<int> touched, Action moved, CancellationToken cancellation)
    {
        await using var reading = worker.Start(job.File.Path, job.File.Format);
        job.Read = () => reading.Fraction * ReadingShare;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var batches = Channel.CreateBounded<Batch>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        var producing = ProduceAsync(job, reading, batches.Writer, stop.Token);
        ISheetTarget? target = null;
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellation))
            {
                target = batch.Target;
                if (batch.StoreAsync is not null)
                    await batch.StoreAsync(cancellation);
                await SaveRejectionsAsync(job, RejectionsPerSave, cancellation);
                job.Row.RowsRead += batch.Rows;
                job.Row.Rejected = job.Tally.Count;
                moved();
            }

            if (target is not null)
                await target.FinishAsync(cancellation);
            return reading.Usage;
        }
        finally
        {
            foreach (var customer in target?.Touched ?? [])
                touched.Add(customer);
            await stop.CancelAsync();
            await producing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            job.Row.Rejected = job.Tally.Count;
            await SaveRejectionsAsync(job, atLeast: 1, CancellationToken.None);
        }
    }

    private sealed record Batch(ISheetTarget Target, Func<CancellationToken, Task>? StoreAsync, int Rows);

    private async Task ProduceAsync(ImportJob job, SpreadsheetReading reading, ChannelWriter<Batch> batches, CancellationToken cancellation)
    {
        try
        {
            await ReadAsync(job, reading, batches, cancellation);
            batches.Complete();
        }
        catch (Exception problem)
        {
            // Rethrown where the batches are read.
            batches.Complete(problem);
        }
    }

    private async Task ReadAsync(ImportJob job, SpreadsheetReading reading, ChannelWriter<Batch> batches, CancellationToken cancellation)
    {
        var finder = new LayoutFinder();
        ISheetTarget? target = null;
        var waiting = new List<SheetRow>(RowsPerBatch);
        await foreach (var rows in reading.RowsAsync(cancellation))
        {
            foreach (var row in rows)
                await TakeAsync(finder.Offer(row));
        }

        await TakeAsync(finder.Finish());
        target ??= await TargetAsync();
        await SendAsync();

        async ValueTask TakeAsync(IReadOnlyList<SheetRow> ready)
        {
            foreach (var row in ready)
            {
                waiting.Add(row);
                if (waiting.Count < RowsPerBatch)
                    continue;
                target ??= await TargetAsync();
                await SendAsync();
            }
        }

        async Task<ISheetTarget> TargetAsync()
        {
            var layout = finder.Layout!;
            job.Row.Kind = layout.Kind;
            job.Columns = layout.Understood();
            return await targets.ForAsync(job, layout, cancellation);
        }

        async Task SendAsync()
        {
            await batches.WriteAsync(new Batch(target!, target!.Check(waiting), waiting.Count), cancellation);
            waiting.Clear();
        }
    }

    private async Task SaveRejectionsAsync(ImportJob job, int atLeast, CancellationToken cancellation)
    {
        if (job.Tally.TakeUnsaved(atLeast) is not { } rejections)
            return;
        await store.AddRejectionsAsync(job.Row.Id, rejections, cancellation);
    }
}

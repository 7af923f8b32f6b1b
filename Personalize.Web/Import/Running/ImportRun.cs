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
                if (batch.Checked is not null)
                    await target.StoreAsync(batch.Checked, cancellation);
                await SaveRejectionsAsync(job, cancellation);
                job.Row.RowsRead += batch.Rows;
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
        }
    }

    private sealed record Batch(ISheetTarget Target, object? Checked, int Rows);

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

    private async Task SaveRejectionsAsync(ImportJob job, CancellationToken cancellation)
    {
        if (job.Tally.TakeUnsaved() is not { Count: > 0 } rejections)
            return;
        job.Row.Rejected += rejections.Count;
        await store.AddRejectionsAsync(job.Row.Id, rejections, cancellation);
    }
}

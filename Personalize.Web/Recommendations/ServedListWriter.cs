using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Recommendations;

namespace Personalize.Web.Recommendations;

/// <summary>Writes served lists in batches, behind the requests.</summary>
internal sealed partial class ServedListWriter(
    ServedListQueue queue, IDbContextFactory<PersonalizeDb> databases, TimeProvider time, ILogger<ServedListWriter> log)
    : BackgroundService
{
    public const int BatchLimit = 256;

    /// <summary>Lists are read by reports, not by the next click: few, larger commits leave the database to the activities.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        await base.StopAsync(cancellationToken);
    }

    /// <returns>False when the queue is closed and empty.</returns>
    internal async Task<bool> StepAsync(CancellationToken cancellation)
    {
        if (!await queue.Reader.WaitToReadAsync(CancellationToken.None)) return false;
        if (!cancellation.IsCancellationRequested) await DelayAsync(cancellation);
        List<ServedList> batch = [];
        while (batch.Count < BatchLimit && queue.Reader.TryRead(out var list)) batch.Add(list);
        await WriteAsync(batch);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (await StepAsync(stoppingToken))
        {
        }
    }

    private async Task DelayAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Window, time, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Stopping: write what there is at once.
        }
    }

    private async Task WriteAsync(List<ServedList> batch)
    {
        try
        {
            if (!await TryWriteAsync(batch))
                await WriteWithoutErasedAsync(batch);
        }
        catch (Exception problem)
        {
            // A record of what was shown is worth a log line, not a retry that delays the activities.
            queue.Dropped(batch.Count);
            LogNotRecorded(batch.Count, problem);
        }
    }

    /// <summary>A customer may be erased between the serving and the writing; that must not cost the others their lists.</summary>
    private async Task WriteWithoutErasedAsync(List<ServedList> batch)
    {
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        await using var transaction = await db.BeginWriteAsync(CancellationToken.None);
        int[] asked = [.. batch.Select(list => list.CustomerId).Distinct()];
        var present = await db.Customers.IgnoreQueryFilters()
            .Where(customer => asked.Contains(customer.Id))
            .Select(customer => customer.Id)
            .ToHashSetAsync(CancellationToken.None);
        db.ServedLists.AddRange(batch.Where(list => present.Contains(list.CustomerId)));
        var written = db.ChangeTracker.Entries<ServedList>().Count();
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        queue.Dropped(batch.Count - written);
    }

    /// <returns>False when the database refused the batch, and so stored nothing of it.</returns>
    private async Task<bool> TryWriteAsync(List<ServedList> batch)
    {
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        db.ServedLists.AddRange(batch);
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
    }

    [LoggerMessage(500, LogLevel.Warning, "{Count} served lists could not be recorded")]
    private partial void LogNotRecorded(int count, Exception problem);
}

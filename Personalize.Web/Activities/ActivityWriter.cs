using Personalize.Data.Activities;

namespace Personalize.Web.Activities;

/// <summary>The single reader of the queue: collects a batch, commits it, tells the live side, answers the callers.</summary>
/// <remarks>Always in this order: persist, apply, publish, answer; so whoever gets the answer can read what they wrote.</remarks>
internal sealed partial class ActivityWriter(
    ActivityQueue queue,
    IActivityJournal journal,
    StoredActivities stored,
    WriterBackoff backoff,
    IntakeHealth health,
    ActivityMeters meters,
    TimeProvider time,
    ILogger<ActivityWriter> log) : BackgroundService
{
    /// <summary>Most in one commit. What came while the last one was under way is the next: the busier, the larger, and nobody waits for a clock.</summary>
    public const int BatchLimit = 2048;

    /// <summary>Closes the queue and writes what is in it, as far as the host's shutdown limit allows.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        await base.StopAsync(cancellationToken);
    }

    /// <summary>Collects and stores one batch. Waits for the first activity.</summary>
    /// <returns>False when the queue is closed and empty.</returns>
    internal async Task<bool> StepAsync()
    {
        if (await CollectAsync() is not { } batch) return false;
        try
        {
            await StoreAsync(batch);
        }
        catch (Exception)
        {
            // Whoever still waits would wait for ever. What may be stored all the same, a second try finds by its id.
            foreach (var pending in batch) pending.TryAnswer(new IntakeResult.Busy(WriterBackoff.LongestWait));
            throw;
        }

        return true;
    }

    // The stopping token is left alone on purpose: closing the queue ends the loop, after the queue is drained.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (true)
        {
            try
            {
                if (!await StepAsync()) return;
            }
            catch (Exception problem)
            {
                LogLoopFailed(problem);
            }
        }
    }

    private async Task<PendingActivity[]?> CollectAsync()
    {
        if (!await queue.Reader.WaitToReadAsync()) return null;
        List<PendingActivity> batch = new(64);
        while (batch.Count < BatchLimit && queue.Reader.TryRead(out var pending)) batch.Add(pending);
        return [.. batch];
    }

    private async Task StoreAsync(PendingActivity[] batch)
    {
        NewActivity[] activities = [.. batch.Select(pending => pending.Activity)];
        for (var attempt = Attempt.First; ; attempt = Attempt.Repeated)
        {
            IReadOnlyList<long>? sequences = null;
            try
            {
                var start = time.GetTimestamp();
                sequences = await journal.AppendAsync(activities, CancellationToken.None);
                health.Committed();
                meters.Committed(batch.Length, time.GetElapsedTime(start));
            }
            catch (JournalRejectedException refusal)
            {
                backoff.Succeeded();
                await IsolateAsync(batch, refusal);
                return;
            }
            catch (Exception problem)
            {
                backoff.Failed();
                LogCommitFailed(batch.Length, problem);
            }

            if (sequences is not null)
            {
                backoff.Succeeded();
                Finish(batch, sequences, attempt);
                return;
            }

            if (backoff.IsExhausted)
            {
                GiveBack(batch);
                return;
            }

            await Task.Delay(backoff.Wait, time);
        }
    }

    /// <summary>Halves a refused batch until the bad activity is alone; the good ones are stored in order.</summary>
    private async Task IsolateAsync(PendingActivity[] batch, JournalRejectedException refusal)
    {
        if (batch.Length == 1)
        {
            meters.Rejected(1, "constraint");
            LogRefused(batch[0].Activity.ActivityId, refusal);
            batch[0].Answer(Refusal.For(batch[0].Activity));
            return;
        }

        var half = batch.Length / 2;
        await StoreAsync(batch[..half]);
        await StoreAsync(batch[half..]);
    }

    private void Finish(PendingActivity[] batch, IReadOnlyList<long> sequences, Attempt attempt)
    {
        var start = time.GetTimestamp();
        stored.Tell(batch, sequences, attempt);
        meters.Published(time.GetElapsedTime(start));
        for (var index = 0; index < batch.Length; index++)
        {
            var id = batch[index].Activity.ActivityId;
            batch[index].Answer(
                sequences[index] == 0 ? new IntakeResult.Duplicate(id) : new IntakeResult.Stored(id, sequences[index]));
        }
    }

    private void GiveBack(PendingActivity[] batch)
    {
        meters.Rejected(batch.Length, "outage");
        foreach (var pending in batch) pending.Answer(new IntakeResult.Busy(WriterBackoff.LongestWait));
    }

    [LoggerMessage(200, LogLevel.Error, "The writer's loop failed; it goes on with the next batch")]
    private partial void LogLoopFailed(Exception problem);

    [LoggerMessage(201, LogLevel.Warning, "A batch of {Count} activities could not be committed; trying again")]
    private partial void LogCommitFailed(int count, Exception problem);

    [LoggerMessage(202, LogLevel.Warning, "Activity {ActivityId} breaks a constraint of the database and was refused")]
    private partial void LogRefused(Guid activityId, Exception refusal);
}

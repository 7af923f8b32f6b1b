using Personalize.Data.Recommendations;

namespace Personalize.Web.Recommendations;

/// <summary>Writes served lists in batches, behind the requests.</summary>
internal sealed partial class ServedListWriter(
    ServedListQueue queue, IServedListJournal journal, TimeProvider time, ILogger<ServedListWriter> log)
    : BackgroundService
{
    public const int BatchLimit = 512;

    /// <summary>
    /// Lists are read by reports, not by the next click: few, larger commits leave the database to the activities. A full batch
    /// does not wait that long.
    /// </summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);

    /// <summary>However much is lost, the log is told of it only so often.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private long _overflowTold;
    private long? _overflowToldAt;
    private bool _failed;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        await base.StopAsync(cancellationToken);
    }

    /// <returns>False when the queue is closed and empty.</returns>
    internal async Task<bool> StepAsync(CancellationToken cancellation)
    {
        if (!await queue.Reader.WaitToReadAsync(CancellationToken.None)) return false;
        if (!cancellation.IsCancellationRequested) await GatherAsync(cancellation);
        List<Serving> batch = [];
        while (batch.Count < BatchLimit && queue.Reader.TryRead(out var serving)) batch.Add(serving);
        await WriteAsync(batch);
        TellOverflow();
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (await StepAsync(stoppingToken))
        {
        }
    }

    private async Task GatherAsync(CancellationToken cancellation)
    {
        // It ends by being cancelled: when stopping, what there is is written at once.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var window = Task.Delay(Window, time, either.Token);

        // While the database refuses, a full batch is no reason to ask it more often.
        await (_failed ? Task.WhenAny(window) : Task.WhenAny(window, queue.ReachesAsync(BatchLimit)));
        await either.CancelAsync();
    }

    private async Task WriteAsync(List<Serving> batch)
    {
        try
        {
            ListMaking[] made = [.. batch.Select(serving => serving.Making).Distinct().Where(making => !making.IsWritten)];
            var missing = await journal.AppendAsync(Rows(batch, made), CancellationToken.None);
            foreach (var making in made) making.Written();
            _failed = false;
            queue.Written(batch.Count - missing);
            queue.Dropped(missing, "erased");
        }
        catch (Exception problem)
        {
            // A record of what was shown is worth a log line, not a retry that delays the activities.
            _failed = true;
            queue.Dropped(batch.Count, "failed");
            LogNotRecorded(batch.Count, problem);
        }
    }

    private static ServedBatch Rows(List<Serving> batch, ListMaking[] made)
    {
        var items = batch.DistinctBy(serving => serving.Making).ToDictionary(serving => serving.Making, serving => serving.List);
        return new(
            [.. made.Select(making => making.Shelf).DistinctBy(shelf => shelf.Id).Select(shelf => new ListShelf { Id = shelf.Id, Content = shelf.Content.ToArray() })],
            [.. made.Select(making => Row(making, items[making]))],
            [.. batch.Select(Row)]);
    }

    private static MadeList Row(ListMaking making, ServedRecommendations list) => new()
    {
        Id = making.Id,
        CustomerId = list.CustomerId,
        MadeAt = making.MadeAt,
        ModelVersion = list.ModelVersion,
        Rung = list.Rung.ToString(),
        Items = [.. list.Items.Select(item => new ServedItem { ItemId = item.ItemId, Score = item.Score })],
        Recipe = making.Record.ToBytes(),
        ShelfId = making.Shelf.Id,
    };

    private static ServedList Row(Serving serving) => new()
    {
        Id = serving.List.RecommendationId,
        CustomerId = serving.List.CustomerId,
        ServedAt = serving.List.ServedAt,
        Source = serving.Source,
        ListId = serving.Making.Id,
    };

    private void TellOverflow()
    {
        var overflowed = queue.Overflowed;
        if (overflowed == _overflowTold || (_overflowToldAt is { } toldAt && time.GetElapsedTime(toldAt) < Quiet)) return;
        LogOverflowed(overflowed - _overflowTold);
        (_overflowTold, _overflowToldAt) = (overflowed, time.GetTimestamp());
    }

    [LoggerMessage(500, LogLevel.Warning, "{Count} served lists could not be recorded")]
    private partial void LogNotRecorded(int count, Exception problem);

    [LoggerMessage(502, LogLevel.Warning, "{Count} served lists were not recorded: they came faster than the database takes them")]
    private partial void LogOverflowed(long count);
}

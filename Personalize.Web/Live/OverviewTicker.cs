using Microsoft.EntityFrameworkCore;
using Personalize.Data;

namespace Personalize.Web.Live;

/// <summary>Makes the overview tick once a second and its stream four times, and counts the tables now and then.</summary>
internal sealed partial class OverviewTicker(
    LiveOverview overview, IDbContextFactory<PersonalizeDb> databases, TimeProvider time, ILogger<OverviewTicker> log)
    : BackgroundService
{
    /// <summary>Enough for a quarter of an hour at 20 activities a second.</summary>
    private const int PastRows = 20_000;

    private static readonly TimeSpan BetweenTicks = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenStreams = TimeSpan.FromMilliseconds(250);

    /// <summary>Counting a few million rows takes some ten milliseconds.</summary>
    private static readonly TimeSpan BetweenCounts = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan PastWindow = LiveRange.All.Max(range => range.Span);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await TryAsync(ReadPastAsync, stoppingToken);
        // Apart, so that no tick waits for a database that takes its time; counts first, so that the first tick has them where that is quick.
        await Task.WhenAll(
            EveryAsync(BetweenCounts, CountAsync, stoppingToken),
            EveryAsync(BetweenTicks, TickAsync, stoppingToken),
            EveryAsync(BetweenStreams, TickStreamAsync, stoppingToken));
    }

    private async Task EveryAsync(TimeSpan period, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(period, time);
        try
        {
            do await TryAsync(work, cancellation);
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        try
        {
            await work(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
        catch (Exception problem)
        {
            LogReadFailed(problem);
        }
    }

    private Task TickAsync(CancellationToken cancellation)
    {
        overview.Tick();
        return Task.CompletedTask;
    }

    private Task TickStreamAsync(CancellationToken cancellation)
    {
        overview.TickStream();
        return Task.CompletedTask;
    }

    private async Task CountAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        overview.RecordTotals(new StoredTotals(
            await db.Customers.LongCountAsync(cancellation),
            await db.Items.LongCountAsync(cancellation),
            await db.Activities.LongCountAsync(cancellation)));
    }

    private async Task ReadPastAsync(CancellationToken cancellation)
    {
        IReadOnlyList<ActivitySighting> past = [];
        DateTimeOffset? complete = null;
        try
        {
            past = await FindPastAsync(cancellation);

            // As many as are read at most: then older ones are missing.
            complete = past.Count < PastRows ? time.GetUtcNow() - PastWindow : past[0].RecordedAt;
        }
        finally
        {
            // Told even when there is none, so that the overview stops waiting for it.
            overview.RecordPast(past, complete);
        }
    }

    private async Task<IReadOnlyList<ActivitySighting>> FindPastAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var since = time.GetUtcNow() - PastWindow;
        var rows = await (
            from activity in db.Activities
            join customer in db.Customers on activity.CustomerId equals customer.Id
            orderby activity.Sequence descending
            select new ActivitySighting(
                activity.Sequence, activity.CustomerId, customer.CustomerId, activity.ItemId, activity.Kind,
                activity.OccurredAt, activity.RecordedAt, activity.Source, activity.RecommendationId, null)).Take(PastRows).ToListAsync(cancellation);
        return [.. rows.Where(row => row.RecordedAt >= since).Reverse()];
    }

    [LoggerMessage(310, LogLevel.Warning, "The overview could not be brought up to date; it keeps what it has")]
    private partial void LogReadFailed(Exception problem);
}

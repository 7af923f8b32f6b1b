using Personalize.Web.Activities;
using Personalize.Web.Health.Figures;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Settings;
using Personalize.Web.Hubs;
using Personalize.Web.Import;
using Personalize.Web.Live;
using Personalize.Web.Recommendations;
using Personalize.Web.Shell;
using Personalize.Web.Training;

namespace Personalize.Web.Health;

/// <summary>Reads the figures of all features. Nothing here touches a disk or a database.</summary>
/// <remarks>Read by the watch alone.</remarks>
internal sealed class FigureSources(
    CircuitCount circuits, PageTimings timings, SocketBytes sockets, LiveConnections hub, ChangeFeed feed, LiveOverview overview,
    ActivityQueue activities, ServedListQueue lists, ImportService imports, JobBook jobs, SlowStatements slow, TrainingService training,
    ModelHolder models, Machine machine, IDisk disk, DatabaseLocation location, TimeProvider time)
{
    private (long At, long Sent)? _last;

    /// <param name="size">The newest known.</param>
    public HealthFigures Read(HealthReport report, SizeSeen size) => new(
        report, Pages(), Queues(), jobs.All, imports.ActiveCount, Database(size),
        new ModelFigures(models.Current?.Set.Version, models.Current?.Set.TrainedAt, training.Status), machine.Look(), disk.Room());

    private PageFigures Pages()
    {
        var (now, sent) = (time.GetTimestamp(), sockets.Sent);
        double? rate = _last is { } last && time.GetElapsedTime(last.At, now) is { Ticks: > 0 } passed
            ? (sent - last.Sent) / passed.TotalSeconds
            : null;
        _last = (now, sent);
        return new PageFigures(
            circuits.Open, circuits.Connected, timings.OfEvents(), timings.OfRenders(), rate, hub.Count, feed.SubscriberCount, feed.Collapses);
    }

    private IReadOnlyList<QueueFigure> Queues() =>
    [
        new("Activities to be stored", activities.Depth, activities.Capacity, activities.OldestAge),
        new("Served lists to be recorded", lists.Depth, lists.Capacity, OldestAge: null),
        new("Files to be imported", imports.ActiveCount, imports.Capacity, imports.OldestAge),
    ];

    private DatabaseFigures Database(SizeSeen size)
    {
        var commit = overview.Current.CommitMilliseconds;
        return new DatabaseFigures(
            location.Kind, size.Bytes, size.At, size.Problem, new Timing(commit.Value, (int)commit.Samples), slow.Newest);
    }
}

/// <param name="Bytes">The newest that could be asked; null for never.</param>
/// <param name="Problem">Why the newest try failed; null when it did not.</param>
internal sealed record SizeSeen(long? Bytes, DateTimeOffset? At, Problem? Problem)
{
    public static readonly SizeSeen Never = new(null, null, null);
}

using Personalize.Data;
using Personalize.Web.Health.Figures;
using Personalize.Web.Hosting;
using Personalize.Web.Shell;
using Personalize.Web.Training;

namespace Personalize.Web.Health;

/// <param name="BytesPerSecond">Sent to all open pages since the look before; null at the first.</param>
public sealed record PageFigures(
    long Open, long Connected, Timing Events, Timing Renders, double? BytesPerSecond, int HubClients, int FeedReaders, long Collapses)
{
    /// <summary>Null while no browser is there: nobody is sent nothing.</summary>
    public double? BytesPerPage => Connected > 0 ? BytesPerSecond / Connected : null;
}

/// <param name="OldestAge">How long the first in the queue has waited; null when it is empty, or when nobody notes it.</param>
/// <param name="Capacity">Null for no bound of its own.</param>
public sealed record QueueFigure(string Name, long Depth, long? Capacity, TimeSpan? OldestAge)
{
    public double? Share => Capacity is { } capacity ? (double)Depth / capacity : null;
}

/// <param name="Bytes">Null before it was asked for the first time.</param>
/// <param name="Problem">Why the size is old or missing; null when it could be asked.</param>
/// <param name="Commit">Of activities, over the last five minutes.</param>
public sealed record DatabaseFigures(
    DatabaseKind Kind, long? Bytes, DateTimeOffset? BytesAt, Problem? Problem, Timing Commit, IReadOnlyList<SlowStatement> Slow);

/// <param name="Version">Of the models that serve; null while none do.</param>
public sealed record ModelFigures(long? Version, DateTimeOffset? TrainedAt, TrainingStatus Training);

/// <summary>Everything that the Health page shows but the log: one record every two seconds, shared by all who look.</summary>
public sealed record HealthFigures(
    HealthReport Report, PageFigures Pages, IReadOnlyList<QueueFigure> Queues, IReadOnlyList<(string Name, JobRun? Last)> Jobs,
    int Imports, DatabaseFigures Database, ModelFigures Models, MachineFigures Machine, DiskRoom? Disk);

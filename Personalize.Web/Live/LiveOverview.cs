using Personalize.Engine.Scoring;
using Personalize.Web.Live.Figures;

namespace Personalize.Web.Live;

/// <summary>The process-wide picture for the Live page: one immutable snapshot a second, shared by all circuits.</summary>
/// <threadsafety>Recording takes one short lock; reading <see cref="Current"/> takes none.</threadsafety>
public sealed partial class LiveOverview
{
    private const int RateSeconds = 10;

    private readonly Func<int, string?> _titleOf;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveOverview> _log;
    private readonly long _startedSecond;

    private readonly Lock _gate = new();
    private readonly ActivityFigures _activities = new();
    private readonly ServingFigures _serving = new();
    private readonly TileHistory _activityRate = new();
    private readonly TileHistory _activeCustomers = new();
    private readonly TileHistory _servingRate = new();
    private readonly TileHistory _serveTime = new();
    private readonly TileHistory _fallback = new();
    private readonly TileHistory _commitTime = new();
    private readonly HashSet<long> _past = [];
    private HashSet<long>? _early = [];
    private StoredTotals _totals;
    private OverviewSnapshot _current;

    /// <param name="titleOf">Title of an item; null when it is gone. Called under the lock: a look-up in memory.</param>
    internal LiveOverview(Func<int, string?> titleOf, TimeProvider time, ILogger<LiveOverview> log)
    {
        _titleOf = titleOf;
        _time = time;
        _log = log;
        _startedSecond = Second;
        _current = Take(Second);
    }

    /// <summary>Raised after each new snapshot, on a background thread; handlers must return at once.</summary>
    public event EventHandler? Changed;

    public OverviewSnapshot Current => Volatile.Read(ref _current);

    private long Second => _time.GetUtcNow().ToUnixTimeSeconds();

    internal void RecordStored(IReadOnlyList<ActivitySighting> sightings)
    {
        var second = Second;
        lock (_gate)
        {
            foreach (var sighting in sightings)
            {
                if (IsFirstSeen(sighting)) _activities.Add(sighting, second);
            }

            _totals = _totals with { Activities = _totals.Activities + sightings.Count };
        }
    }

    /// <summary>Fills the windows from the tables once after a start, so that a restart leaves no hole in the chart.</summary>
    /// <param name="sightings">Oldest first.</param>
    internal void RecordPast(IReadOnlyList<ActivitySighting> sightings)
    {
        lock (_gate)
        {
            foreach (var sighting in sightings)
            {
                if (!_early!.Remove(sighting.Sequence)) _activities.Add(sighting, sighting.RecordedAt.ToUnixTimeSeconds());
                _past.Add(sighting.Sequence);
            }

            _early = null;
        }
    }

    // The writer does not wait for the tables to be read: what it stores meanwhile may come both ways, in either order.
    private bool IsFirstSeen(in ActivitySighting sighting)
    {
        _early?.Add(sighting.Sequence);
        return !_past.Remove(sighting.Sequence);
    }

    internal void RecordServed(TimeSpan took, Rung rung)
    {
        var second = Second;
        lock (_gate) _serving.Add(second, took, rung);
    }

    internal void RecordTotals(StoredTotals totals)
    {
        lock (_gate) _totals = totals;
    }

    /// <summary>Makes the next snapshot; called once a second.</summary>
    internal void Tick()
    {
        lock (_gate) Volatile.Write(ref _current, Take(Second));
        if (Changed is not { } changed) return;
        foreach (var handler in changed.GetInvocationList().Cast<EventHandler>())
        {
            try
            {
                handler(this, EventArgs.Empty);
            }
            catch (Exception problem)
            {
                LogHandlerFailed(problem);
            }
        }
    }

    private OverviewSnapshot Take(long second)
    {
        var serve = _serving.Milliseconds(second);
        var fallback = _serving.FallbackShare(second);
        var commit = _activities.CommitMilliseconds(second);
        return new OverviewSnapshot
        {
            At = _time.GetUtcNow(),
            NewestActivityAt = _activities.NewestAt,
            ActivitiesPerSecond = Rate(_activityRate, second, _activities.Any, _activities.CountBetween),
            RecommendationsPerSecond = Rate(_servingRate, second, _serving.Any, _serving.CountBetween),
            ActiveCustomers = _activeCustomers.Next(
                _activities.Any ? _activities.ActiveCustomers(second) : null, _activities.CountOfActiveWindow(second)),
            ServeMilliseconds = _serveTime.Next(serve.Value, serve.Samples),
            FallbackShare = _fallback.Next(fallback.Value, fallback.Samples),
            CommitMilliseconds = _commitTime.Next(commit.Value, commit.Samples),
            ByKind = _activities.ByKind(second),
            BucketsFrom = DateTimeOffset.FromUnixTimeSeconds(
                ((second / ActivityFigures.BucketSeconds) - ActivityFigures.Buckets + 1) * ActivityFigures.BucketSeconds),
            StartedAt = DateTimeOffset.FromUnixTimeSeconds(_startedSecond),
            Stream = _activities.Stream(_titleOf),
            Movers = _activities.Movers(second, _titleOf),
            Customers = _totals.Customers,
            Items = _totals.Items,
            Activities = _totals.Activities,
        };
    }

    // Whole seconds only: the running one would look like a dip. A process younger than the window has a shorter one.
    private Tile Rate(TileHistory history, long second, bool any, Func<long, long, long> count)
    {
        var seconds = Math.Min(RateSeconds, second - _startedSecond);
        if (!any || seconds <= 0) return history.Next(null, 0);
        var samples = count(second - seconds, second - 1);
        return history.Next((double)samples / seconds, samples);
    }

    [LoggerMessage(300, LogLevel.Error, "A reader of the overview failed; the others go on")]
    private partial void LogHandlerFailed(Exception problem);
}

internal readonly record struct StoredTotals(long Customers, long Items, long Activities);

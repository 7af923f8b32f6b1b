using Personalize.Data.Live;
using Personalize.Web.Live.Figures;

namespace Personalize.Web.Live;

/// <summary>The process-wide picture for the Live page: one immutable snapshot a second, shared by all circuits. Only its stream is newer.</summary>
/// <threadsafety>Recording takes one short lock; reading <see cref="Current"/> takes none.</threadsafety>
public sealed partial class LiveOverview
{
    private const int RateSeconds = 10;

    private readonly OverviewNames _names;
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
    private readonly TileHistory _clickRate = new();
    private readonly TileHistory _commitTime = new();
    private readonly HashSet<long> _past = [];
    private HashSet<long>? _early = [];
    private StoredTotals _totals;
    private IReadOnlyList<Happening> _happenings = [];
    private EngagementChange? _engagement;
    private LiveLimits _limits = new();
    private long _knownFrom;
    private OverviewSnapshot _current;

    internal LiveOverview(OverviewNames names, TimeProvider time, ILogger<LiveOverview> log)
    {
        _names = names;
        _time = time;
        _log = log;
        _startedSecond = _knownFrom = Second;
        _current = Take(Second);
    }

    /// <summary>Raised after each new snapshot, on a background thread; handlers must return at once.</summary>
    public event EventHandler? Changed;

    /// <summary>Raised like <see cref="Changed"/> when the stream alone has newer activities.</summary>
    public event EventHandler? Streamed;

    /// <summary>Whether anybody looks.</summary>
    internal bool HasReaders => Changed is not null;

    public OverviewSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Whether what was stored before the start is in the picture as well.</summary>
    internal bool KnowsPast => Volatile.Read(ref _early) is null;

    private long Second => _time.GetUtcNow().ToUnixTimeSeconds();

    internal void RecordStored(IReadOnlyList<ActivitySighting> sightings)
    {
        var second = Second;
        lock (_gate)
        {
            foreach (var sighting in sightings)
            {
                if (IsFirstSeen(sighting)) _activities.Add(sighting, second);
                if (!sighting.IsHistory) _serving.Follow(sighting, second);
            }

            _totals = _totals with { Activities = _totals.Activities + sightings.Count };
        }
    }

    /// <summary>Fills the windows from the tables once after a start, so that a restart leaves no hole in the chart.</summary>
    /// <param name="sightings">Oldest first.</param>
    /// <param name="complete">Since when none is missing; null where nothing could be read.</param>
    internal void RecordPast(IReadOnlyList<ActivitySighting> sightings, DateTimeOffset? complete)
    {
        lock (_gate)
        {
            foreach (var sighting in sightings)
            {
                if (!_early!.Remove(sighting.Sequence)) _activities.Add(sighting, sighting.RecordedAt.ToUnixTimeSeconds());
                _past.Add(sighting.Sequence);
            }

            _early = null;
            if (complete is { } since) _knownFrom = Math.Min(_knownFrom, since.ToUnixTimeSeconds());
        }
    }

    // The writer does not wait for the tables to be read: what it stores meanwhile may come both ways, in either order.
    private bool IsFirstSeen(in ActivitySighting sighting)
    {
        _early?.Add(sighting.Sequence);
        return !_past.Remove(sighting.Sequence);
    }

    internal void RecordServed(in ListSighting list)
    {
        var second = Second;
        lock (_gate) _serving.Add(list, second);
    }

    internal void RecordTotals(StoredTotals totals)
    {
        lock (_gate) _totals = totals;
    }

    /// <param name="happenings">All of the time that the longest chart can show.</param>
    internal void RecordHappenings(IReadOnlyList<Happening> happenings)
    {
        lock (_gate)
        {
            if (!_happenings.SequenceEqual(happenings)) _happenings = happenings;
        }
    }

    internal void RecordLimits(LiveLimits limits)
    {
        lock (_gate) _limits = limits;
    }

    internal void RecordEngagement(EngagementChange engagement)
    {
        lock (_gate) _engagement = engagement;
    }

    /// <summary>The chart of a range that ended at that instant, as far as it is remembered.</summary>
    internal ActivityWindow WindowUntil(LiveRange range, DateTimeOffset until)
    {
        lock (_gate) return _activities.Window(range, until.ToUnixTimeSeconds(), _knownFrom, _happenings);
    }

    /// <summary>Makes the next snapshot; called once a second.</summary>
    internal void Tick()
    {
        bool isStreamNewer;
        lock (_gate)
        {
            isStreamNewer = _activities.IsStreamNewer;
            Volatile.Write(ref _current, Take(Second));
        }

        Raise(Changed);
        if (isStreamNewer) Raise(Streamed);
    }

    /// <summary>Brings the newest activities into the snapshot; called some times a second.</summary>
    internal void TickStream()
    {
        lock (_gate)
        {
            if (!_activities.IsStreamNewer) return;
            Volatile.Write(ref _current, _current with
            {
                Stream = _activities.Stream(_names.TitleOf),
                NewestActivityAt = _activities.NewestAt,
                Activities = _totals.Activities,
            });
        }

        Raise(Streamed);
    }

    private void Raise(EventHandler? handlers)
    {
        if (handlers is null) return;
        foreach (var handler in handlers.GetInvocationList().Cast<EventHandler>())
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
        var (clicked, bought) = _serving.Followed(second);
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
            FallbackShare = _fallback.Next(_serving.Fallback(second)),
            ClickRate = _clickRate.Next(clicked),
            PurchaseRate = bought,
            Coverage = new Rate(_serving.Any ? Math.Min(_serving.ItemsServed(second), _names.ItemCount()) : 0, _serving.Any ? _names.ItemCount() : 0),
            Limits = _limits,
            Engagement = _engagement,
            Comments = _activities.Comments(second),
            Segments = _serving.BySegment(second, _names.SegmentOf),
            CommitMilliseconds = _commitTime.Next(commit.Value, commit.Samples),
            Windows = _activities.Windows(second, _knownFrom, _happenings),
            Silence = _activities.Silence(second, _knownFrom),
            StartedAt = DateTimeOffset.FromUnixTimeSeconds(_startedSecond),
            Stream = _activities.Stream(_names.TitleOf),
            Movers = _activities.Movers(second, _names.TitleOf),
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

using System.Collections.Immutable;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Live.Figures;

/// <summary>Everything the overview counts of activities. Not thread-safe: the overview locks.</summary>
internal sealed class ActivityFigures
{
    private const int StreamLength = 200;
    private const int ActiveSeconds = 300;

    private readonly CountRing _perSecond = new(ActiveSeconds + 1);
    private readonly ImmutableDictionary<LiveRange, KindHistory> _histories =
        LiveRange.All.ToImmutableDictionary(range => range, range => new KindHistory(range));

    private readonly Dictionary<int, long> _activeSince = [];
    private readonly ItemMovers _movers = new();
    private readonly LatencyWindow _commits = new();
    private readonly LinkedList<ActivitySighting> _stream = [];

    public bool Any { get; private set; }

    public DateTimeOffset? NewestAt { get; private set; }

    /// <summary>Something was added since <see cref="Stream"/> was made.</summary>
    public bool IsStreamNewer { get; private set; }

    /// <param name="second">Unix time of the arrival.</param>
    public void Add(in ActivitySighting sighting, long second)
    {
        Any = true;
        if (NewestAt is null || sighting.OccurredAt > NewestAt) NewestAt = sighting.OccurredAt;
        _perSecond.Add(second);
        foreach (var (_, history) in _histories) history.Add(sighting.Kind, second);
        if (sighting.ToCommit is { } took) _commits.Add(second, took);
        Show(sighting);

        // A file of last year's sales must not make last year's customers active today.
        if (sighting.IsHistory) return;
        _activeSince[sighting.CustomerId] = Math.Max(second, _activeSince.GetValueOrDefault(sighting.CustomerId));
        if (sighting.ItemId is { } itemId) _movers.Add(second / 60, itemId);
    }

    // Newest first, also when the past is read after the first news.
    private void Show(in ActivitySighting sighting)
    {
        var older = _stream.First;
        while (older is not null && older.Value.Sequence > sighting.Sequence) older = older.Next;
        if (older is null) _stream.AddLast(sighting);
        else _stream.AddBefore(older, sighting);
        if (_stream.Count > StreamLength) _stream.RemoveLast();
        IsStreamNewer = true;
    }

    public long CountBetween(long from, long to) => _perSecond.Sum(from, to);

    public int ActiveCustomers(long second)
    {
        foreach (var (customerId, last) in _activeSince)
        {
            if (last <= second - ActiveSeconds) _activeSince.Remove(customerId);
        }

        return _activeSince.Count;
    }

    public long CountOfActiveWindow(long second) => _perSecond.Sum(second - ActiveSeconds + 1, second);

    public (double? Value, int Samples) CommitMilliseconds(long second) => _commits.Percentile(0.95, second - ActiveSeconds);

    /// <param name="knownFrom">Since when all activities were counted.</param>
    public ImmutableDictionary<LiveRange, ActivityWindow> Windows(long second, long knownFrom, IReadOnlyList<Happening> happenings) =>
        _histories.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Newest(second, knownFrom, happenings));

    /// <summary>Comments in the shortest range.</summary>
    public long Comments(long second) => _histories[LiveRange.QuarterHour].Count(ActivityKind.Comment, second);

    public ActivityWindow Window(LiveRange range, long until, long knownFrom, IReadOnlyList<Happening> happenings) =>
        _histories[range].Until(until, knownFrom, happenings);

    /// <summary>Three times the usual pause between activities of the last minutes, but no less than five seconds and no more than a minute.</summary>
    /// <param name="since">When counting began.</param>
    public TimeSpan Silence(long second, long since)
    {
        var seconds = Math.Min(ActiveSeconds, second - since);
        var count = CountOfActiveWindow(second);
        return count == 0 || seconds <= 0
            ? LiveCondition.LongestSilence
            : TimeSpan.FromSeconds(Math.Clamp(3.0 * seconds / count, LiveCondition.ShortestSilence.TotalSeconds, LiveCondition.LongestSilence.TotalSeconds));
    }

    public ImmutableArray<Mover> Movers(long second, Func<int, string?> titleOf) => _movers.Top(second / 60, titleOf);

    public ImmutableArray<StreamRow> Stream(Func<int, string?> titleOf)
    {
        IsStreamNewer = false;
        return
        [
            .. _stream.Select(one => new StreamRow(
                one.Sequence, one.OccurredAt, one.CustomerId, one.CustomerKey, one.Kind, one.ItemId,
                one.ItemId is { } itemId ? titleOf(itemId) : null, one.EngagementWeight, one.Source, one.RecordedAt)),
        ];
    }
}

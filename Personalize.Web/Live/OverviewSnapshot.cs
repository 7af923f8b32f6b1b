using System.Collections.Immutable;
using Personalize.Data.Live;
using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Live;

public sealed record OverviewSnapshot
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Time of the newest activity; null before the first.</summary>
    public DateTimeOffset? NewestActivityAt { get; init; }

    /// <summary>Activities stored per second, mean of the last 10 seconds.</summary>
    public required Tile ActivitiesPerSecond { get; init; }

    /// <summary>Customers with an activity of their own in the last 5 minutes; imported history does not count.</summary>
    public required Tile ActiveCustomers { get; init; }

    /// <summary>Lists served per second, mean of the last 10 seconds.</summary>
    public required Tile RecommendationsPerSecond { get; init; }

    /// <summary>95th percentile of the time from request to list, in milliseconds, last 5 minutes.</summary>
    public required Tile ServeMilliseconds { get; init; }

    /// <summary>Share of lists of the last 15 minutes served from the popularity rung alone.</summary>
    public required Tile FallbackShare { get; init; }

    /// <summary>Share of the lists shown in the last 15 minutes that an activity followed so far.</summary>
    public required Tile ClickRate { get; init; }

    /// <summary>The same of purchases.</summary>
    public Rate PurchaseRate { get; init; }

    /// <summary>Share of the active items that were on a list of the last 15 minutes.</summary>
    public Rate Coverage { get; init; }

    /// <summary>Click rates of the lists shown in the last hour, by segment of the models that serve.</summary>
    public SegmentRates Segments { get; init; } = SegmentRates.None;

    /// <summary>Beyond which there is a problem; never changed once it is here.</summary>
    public LiveLimits Limits { get; init; } = new();

    /// <summary>Null until it was counted.</summary>
    public EngagementChange? Engagement { get; init; }

    /// <summary>Comments of the last 15 minutes.</summary>
    public long Comments { get; init; }

    /// <summary>Milliseconds from intake to commit, 95th percentile, last 5 minutes.</summary>
    public required Tile CommitMilliseconds { get; init; }

    /// <summary>Activities by type over each range up to now. While nothing is new in one, it is the same instance.</summary>
    public required ImmutableDictionary<LiveRange, ActivityWindow> Windows { get; init; }

    /// <summary>After that long without an activity the source counts as delayed.</summary>
    public TimeSpan Silence { get; init; } = LiveCondition.LongestSilence;

    /// <summary>When this process began to look.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Newest first, at most 200.</summary>
    public required ImmutableArray<StreamRow> Stream { get; init; }

    /// <summary>Items whose activity grew most against the quarter hour before, strongest first, at most 8.</summary>
    public required ImmutableArray<Mover> Movers { get; init; }

    /// <summary>Customers, items and activities stored; counted again every 10 seconds.</summary>
    public long Customers { get; init; }
    public long Items { get; init; }
    public long Activities { get; init; }
}

/// <param name="Value">Null when there is nothing to measure yet; shown as a dash, never as 0.</param>
/// <param name="Samples">n behind the value.</param>
/// <param name="Trend">The value over the last minute, oldest first, one per second; NaN marks a gap.</param>
public sealed record Tile(double? Value, long Samples, ImmutableArray<double> Trend)
{
    /// <summary>Of a share: where it probably lies; null for other values.</summary>
    public ShareInterval? Interval { get; init; }
}

public sealed record StreamRow(
    long Sequence, DateTimeOffset At, int CustomerId, string CustomerKey, ActivityKind Kind,
    int? ItemId, string? ItemTitle, double EngagementWeight, string Source, DateTimeOffset RecordedAt);

/// <param name="Now">Activities in the last 15 minutes.</param>
/// <param name="Before">Activities in the 15 minutes before.</param>
public sealed record Mover(int ItemId, string Title, int Now, int Before);

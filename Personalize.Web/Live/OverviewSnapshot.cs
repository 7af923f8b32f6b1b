using System.Collections.Immutable;
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

    /// <summary>Milliseconds from intake to commit, 95th percentile, last 5 minutes.</summary>
    public required Tile CommitMilliseconds { get; init; }

    /// <summary>Activities of each kind per 5-second bucket over the last 15 minutes; 180 values, oldest first.</summary>
    public required ImmutableDictionary<ActivityKind, ImmutableArray<int>> ByKind { get; init; }

    /// <summary>Start of the oldest bucket of <see cref="ByKind"/>.</summary>
    public required DateTimeOffset BucketsFrom { get; init; }

    /// <summary>When this process began to look. A bucket before it without activities is unknown, not empty.</summary>
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
public sealed record Tile(double? Value, long Samples, ImmutableArray<double> Trend);

public sealed record StreamRow(
    long Sequence, DateTimeOffset At, int CustomerId, string CustomerKey, ActivityKind Kind,
    int? ItemId, string? ItemTitle, double EngagementWeight, string Source);

/// <param name="Now">Activities in the last 15 minutes.</param>
/// <param name="Before">Activities in the 15 minutes before.</param>
public sealed record Mover(int ItemId, string Title, int Now, int Before);

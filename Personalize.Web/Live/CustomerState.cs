using System.Collections.Immutable;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Live;

/// <summary>What is known of one customer right now. Immutable; a change makes a new one.</summary>
public sealed record CustomerState
{
    public required int Id { get; init; }
    public required string CustomerId { get; init; }
    public ImmutableArray<string> Interests { get; init; } = [];
    public ImmutableArray<string> DeclaredPurchases { get; init; } = [];
    public double? DeclaredEngagement { get; init; }
    public double EngagementMass { get; init; }
    public long ActivityCount { get; init; }

    /// <summary>Database ids of all items ever bought here, however long ago.</summary>
    public ImmutableHashSet<int> Bought { get; init; } = [];

    /// <summary>Newest first, at most <see cref="LiveState.RecentLimit"/>.</summary>
    public ImmutableArray<RecentActivity> Recent { get; init; } = [];

    /// <summary>Journal position up to which this is right.</summary>
    public long Position { get; init; }

    /// <summary>Grows with every change of this customer in this process.</summary>
    public long Revision { get; init; }
}

/// <param name="EngagementMass">Forward-decayed weight that it added.</param>
public sealed record RecentActivity(
    long Sequence, int? ItemId, ActivityKind Kind, double Value, string? Text, DateTimeOffset OccurredAt, double EngagementMass);

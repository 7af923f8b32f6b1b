using Personalize.Engine.Interactions;

namespace Personalize.Web.Activities;

/// <summary>One activity as offered by a caller; ids are external keys.</summary>
public sealed record OfferedActivity
{
    /// <summary>Null: the server makes one, and a retry will count twice.</summary>
    public Guid? ActivityId { get; init; }
    public required string CustomerId { get; init; }
    public string? Sku { get; init; }
    public required ActivityKind Kind { get; init; }

    /// <summary>Quantity or rating; null means 1.</summary>
    public double? Value { get; init; }
    public string? Text { get; init; }

    /// <summary>Null means now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>The recommendation list it came from; null where it came from none.</summary>
    public Guid? RecommendationId { get; init; }

    /// <summary>"api", "simulator" or "page".</summary>
    public required string Source { get; init; }
}

/// <summary>Outcome of offering one activity. Expected outcomes are values; only faults are exceptions.</summary>
public abstract record IntakeResult
{
    /// <summary>Committed. <paramref name="Sequence"/> is its position in the journal.</summary>
    public sealed record Stored(Guid ActivityId, long Sequence) : IntakeResult;

    /// <summary>An activity of this id is already stored.</summary>
    public sealed record Duplicate(Guid ActivityId) : IntakeResult;

    /// <summary>Messages by field name as it stands on the wire.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : IntakeResult;

    /// <summary>The queue is full; nothing was stored.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : IntakeResult;
}

using Personalize.Engine.Interactions;
using Personalize.Web.Hosting;

namespace Personalize.Web.Activities;

/// <summary>One activity as sent.</summary>
internal sealed record NewActivityRequest
{
    /// <summary>A UUID of the sender's, so that sending again is recognised. The server makes one where it is missing.</summary>
    public Guid? ActivityId { get; init; }

    /// <summary>The customer's external key; required.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The item's sku. Required for a purchase.</summary>
    public string? ItemId { get; init; }

    /// <summary>view, like, comment, share or purchase; required.</summary>
    public string? Type { get; init; }

    /// <summary>Quantity or rating; 1 where it is missing.</summary>
    public double? Value { get; init; }

    /// <summary>What was written with a comment or review.</summary>
    public string? Text { get; init; }

    /// <summary>ISO 8601; now where it is missing.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>The recommendation_id of the list that the customer came from, such as by a click on one of its items.</summary>
    public Guid? RecommendationId { get; init; }

    /// <summary>Null when a required field is missing or no such type exists; <paramref name="errors"/> says which.</summary>
    public OfferedActivity? ToOffered(FieldErrors errors)
    {
        if (CustomerId is null)
            errors.Add("customer_id", "Is required.");
        var kind = KindOf(Type);
        if (kind is null)
            errors.Add("type", $"Must be one of {string.Join(", ", Enum.GetNames<ActivityKind>()).ToLowerInvariant()}.");
        if (CustomerId is null || kind is null)
            return null;
        return new OfferedActivity
        {
            ActivityId = ActivityId,
            CustomerId = CustomerId,
            Sku = ItemId,
            Kind = kind.Value,
            Value = Value,
            Text = Text,
            OccurredAt = OccurredAt,
            RecommendationId = RecommendationId,
            Source = "api",
        };
    }

    private static ActivityKind? KindOf(string? type)
    {
        foreach (var kind in Enum.GetValues<ActivityKind>())
        {
            if (string.Equals(kind.ToString(), type, StringComparison.OrdinalIgnoreCase))
                return kind;
        }

        return null;
    }
}

/// <param name="Status">"stored" or "duplicate".</param>
/// <param name="Sequence">Position in the journal; null for a duplicate.</param>
internal sealed record ActivityResponse(Guid ActivityId, string Status, long? Sequence);

/// <summary>What became of a batch: one result per activity, in the order sent.</summary>
internal sealed record BatchResponse(int Stored, int Duplicate, int Invalid, int Busy, IReadOnlyList<BatchResult> Results);

/// <param name="Status">"stored", "duplicate", "invalid" or "busy"; busy ones may be sent again.</param>
/// <param name="Errors">For invalid ones: messages by field.</param>
internal sealed record BatchResult(
    string Status, Guid? ActivityId = null, long? Sequence = null, string? Code = null,
    IReadOnlyDictionary<string, string[]>? Errors = null);

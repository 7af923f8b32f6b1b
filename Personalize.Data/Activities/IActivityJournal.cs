using Personalize.Engine.Interactions;

namespace Personalize.Data.Activities;

/// <summary>Appends activities durably. The only seam over EF, because bulk writing differs per provider.</summary>
public interface IActivityJournal
{
    /// <summary>Stores a batch and adds its masses, counts and last times to the customers, in one transaction.</summary>
    /// <returns>One result per input, in order: the sequence given, or 0 for a duplicate id (also within the batch).</returns>
    /// <exception cref="JournalRejectedException">One activity breaks a constraint; nothing was stored.</exception>
    Task<IReadOnlyList<long>> AppendAsync(IReadOnlyList<NewActivity> batch, CancellationToken cancellation);
}

/// <param name="CustomerId">Database id of an existing customer.</param>
/// <param name="ItemId">Database id of an existing item, or null.</param>
/// <param name="Value">Quantity or rating, depending on kind; finite.</param>
/// <param name="EngagementMass">Forward-decayed weight to add to the customer; finite, ≥ 0.</param>
public sealed record NewActivity(
    Guid ActivityId, int CustomerId, int? ItemId, ActivityKind Kind, double Value, string? Text,
    DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string Source, double EngagementMass)
{
    /// <summary>The recommendation list it came from; null where it came from none.</summary>
    public Guid? RecommendationId { get; init; }
}

/// <summary>The batch holds an activity that the database refuses, such as one of an erased customer.</summary>
public sealed class JournalRejectedException : Exception
{
    public JournalRejectedException()
    {
    }

    public JournalRejectedException(string message)
        : base(message)
    {
    }

    public JournalRejectedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

using Microsoft.EntityFrameworkCore;
using Personalize.Engine.Interactions;

namespace Personalize.Data.Activities;

/// <summary>One activity as a customer's timeline shows it.</summary>
public sealed record TimelineRow(
    long Sequence, Guid ActivityId, int? ItemId, ActivityKind Kind, double Value, string? Text,
    DateTimeOffset OccurredAt, string Source);

/// <summary>The last row that a page showed; the next page begins after it.</summary>
public readonly record struct TimelinePosition(DateTimeOffset OccurredAt, long Sequence);

public static class Timeline
{
    /// <summary>A page of one customer's activities, newest first by time of occurrence.</summary>
    /// <param name="after">Null for the first page.</param>
    public static async Task<IReadOnlyList<TimelineRow>> TimelineAsync(
        this PersonalizeDb db, int customerId, TimelinePosition? after, int count, CancellationToken cancellation)
    {
        var rows = db.Activities.Where(activity => activity.CustomerId == customerId);
        if (after is { OccurredAt: var time, Sequence: var sequence })
        {
            rows = rows.Where(activity =>
                activity.OccurredAt < time || (activity.OccurredAt == time && activity.Sequence < sequence));
        }

        return await rows
            .OrderByDescending(activity => activity.OccurredAt)
            .ThenByDescending(activity => activity.Sequence)
            .Take(count)
            .Select(activity => new TimelineRow(
                activity.Sequence, activity.ActivityId, activity.ItemId, activity.Kind, activity.Value, activity.Text,
                activity.OccurredAt, activity.Source))
            .ToListAsync(cancellation);
    }
}

using Microsoft.EntityFrameworkCore;
using Personalize.Engine.Interactions;

namespace Personalize.Data.Activities;

/// <summary>One activity as a customer's timeline shows it.</summary>
public sealed record TimelineRow(
    long Sequence, Guid ActivityId, int? ItemId, ActivityKind Kind, double Value, string? Text,
    DateTimeOffset OccurredAt, string Source);

internal static class Timeline
{
    /// <summary>One customer's newest activities by time of occurrence, newest first.</summary>
    public static async Task<IReadOnlyList<TimelineRow>> NewestActivitiesAsync(
        this PersonalizeDb db, int customerId, int count, CancellationToken cancellation) =>
        await db.Activities
            .Where(activity => activity.CustomerId == customerId)
            .OrderByDescending(activity => activity.OccurredAt)
            .ThenByDescending(activity => activity.Sequence)
            .Take(count)
            .Select(activity => new TimelineRow(
                activity.Sequence, activity.ActivityId, activity.ItemId, activity.Kind, activity.Value, activity.Text,
                activity.OccurredAt, activity.Source))
            .ToListAsync(cancellation);
}

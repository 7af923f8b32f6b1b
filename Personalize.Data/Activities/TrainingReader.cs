using Microsoft.EntityFrameworkCore;
using Personalize.Engine.Interactions;

namespace Personalize.Data.Activities;

/// <summary>One activity as trainers see it; ids are database ids.</summary>
public readonly record struct TrainingRow(
    int CustomerId, int ItemId, ActivityKind Kind, DateTimeOffset OccurredAt);

public static class TrainingReader
{
    /// <summary>Streams the activities with items of living customers, in journal order, so that equal data gives equal sums.</summary>
    /// <param name="notAfter">Later occurrences are left out.</param>
    /// <remarks>Holds one row at a time. Begin a snapshot first to read other tables as of the same instant.</remarks>
    public static IAsyncEnumerable<TrainingRow> TrainingRows(this PersonalizeDb db, DateTimeOffset notAfter) =>
        Learnable(db, notAfter)
            .OrderBy(activity => activity.Sequence)
            .Select(activity => new TrainingRow(
                activity.CustomerId, activity.ItemId!.Value, activity.Kind, activity.OccurredAt))
            .AsAsyncEnumerable();

    /// <returns>How many <see cref="TrainingRows"/> would give.</returns>
    public static Task<long> TrainingRowCountAsync(this PersonalizeDb db, DateTimeOffset notAfter, CancellationToken cancellation) =>
        Learnable(db, notAfter).LongCountAsync(cancellation);

    private static IQueryable<Activity> Learnable(PersonalizeDb db, DateTimeOffset notAfter) => db.Activities
        .Where(activity => activity.ItemId != null && activity.OccurredAt <= notAfter)
        .Where(activity => db.Customers.Any(customer => customer.Id == activity.CustomerId));
}

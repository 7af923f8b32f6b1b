using Microsoft.EntityFrameworkCore;

namespace Personalize.Data;

/// <summary>How much is stored. Customers that are being deleted do not count; their activities do until they are purged.</summary>
public sealed record StoredCounts(int Customers, int Items, long Activities, DateTimeOffset? NewestActivityAt);

public static class Counts
{
    public static async Task<StoredCounts> CountsAsync(this PersonalizeDb db, CancellationToken cancellation) => new(
        await db.Customers.CountAsync(cancellation),
        await db.Items.CountAsync(cancellation),
        await db.Activities.LongCountAsync(cancellation),
        await db.Activities.MaxAsync(activity => (DateTimeOffset?)activity.OccurredAt, cancellation));
}

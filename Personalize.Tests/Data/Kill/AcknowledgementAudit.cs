using Microsoft.EntityFrameworkCore;

namespace Personalize.Tests.Data.Kill;

/// <summary>Compares what was acknowledged with what the database holds.</summary>
internal static class AcknowledgementAudit
{
    /// <summary>Every acknowledged id is stored exactly once, and each customer's figures agree with its rows.</summary>
    public static async Task RequireAsync(TestDatabase database, IReadOnlyCollection<Guid> acknowledged, CancellationToken cancellation)
    {
        await using var db = await database.OpenAsync();
        await using var snapshot = await db.BeginSnapshotAsync(cancellation);
        var stored = await db.Activities.Select(activity => activity.ActivityId).ToListAsync(cancellation);
        HashSet<Guid> distinct = [.. stored];
        Assert.Equal(stored.Count, distinct.Count);
        Assert.DoesNotContain(acknowledged, id => !distinct.Contains(id));

        var rows = await db.Activities.GroupBy(activity => activity.CustomerId)
            .Select(group => new { group.Key, Count = group.LongCount() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        foreach (var customer in await db.Customers.AsNoTracking().ToListAsync(cancellation))
        {
            var count = rows.GetValueOrDefault(customer.Id);
            Assert.Equal((count, count * AppendingVictim.MassOfEach), (customer.ActivityCount, customer.EngagementMass));
        }
    }
}

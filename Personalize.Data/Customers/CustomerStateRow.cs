using Microsoft.EntityFrameworkCore;
using Personalize.Data.Activities;

namespace Personalize.Data.Customers;

/// <summary>All that the live side knows of one customer, read at one instant.</summary>
/// <param name="DeclaredPurchases">Names or skus of the purchases in the profile.</param>
/// <param name="Recent">Newest first by time of occurrence.</param>
/// <param name="Position">Highest journal sequence of this customer that the row includes; 0 for none. Sequences of one
/// customer commit in order, because each writer locks the customer before it takes them.</param>
public sealed record CustomerStateRow(
    int Id, string CustomerId, IReadOnlyList<string> Interests, IReadOnlyList<string> DeclaredPurchases,
    double? DeclaredEngagement, double EngagementMass, long ActivityCount, DateTimeOffset? LastActivityAt,
    IReadOnlyList<TimelineRow> Recent, long Position);

public static class CustomerStateQuery
{
    /// <summary>Reads the row, its newest <paramref name="recent"/> activities and its position in one snapshot.</summary>
    /// <returns>Null when there is no such customer.</returns>
    public static async Task<CustomerStateRow?> CustomerStateAsync(
        this PersonalizeDb db, int id, int recent, CancellationToken cancellation)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancellation);
        var row = await db.Customers.AsNoTracking().SingleOrDefaultAsync(customer => customer.Id == id, cancellation);
        if (row is null) return null;

        var position = await db.Activities
            .Where(activity => activity.CustomerId == id)
            .MaxAsync(activity => (long?)activity.Sequence, cancellation);
        var newest = await db.NewestActivitiesAsync(id, recent, cancellation);
        return new CustomerStateRow(
            row.Id, row.CustomerId, row.Interests, [.. row.PurchaseHistory.Select(purchase => purchase.Item)],
            row.DeclaredEngagement, row.EngagementMass, row.ActivityCount, row.LastActivityAt, newest, position ?? 0);
    }
}

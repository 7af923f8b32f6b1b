using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Customers;

namespace Personalize.Web.Live;

/// <summary>Reads the customer row and its newest activities as of one instant.</summary>
internal sealed class CustomerStateSource(IDbContextFactory<PersonalizeDb> databases, EngagementRules engagement) : ICustomerStateSource
{
    public async Task<CustomerState?> LoadAsync(int customerId, CancellationToken cancellation)
    {
        var decay = await engagement.DecayAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);

        // One snapshot: an activity that commits between the reads must be in all of them or in none.
        await using var snapshot = await db.BeginSnapshotAsync(cancellation);
        var customer = await db.Customers.AsNoTracking().FirstOrDefaultAsync(row => row.Id == customerId, cancellation);
        if (customer is null) return null;

        var mine = db.Activities.Where(activity => activity.CustomerId == customerId);
        var position = await mine.MaxAsync(activity => (long?)activity.Sequence, cancellation) ?? 0;
        var recent = await mine
            .OrderByDescending(activity => activity.OccurredAt)
            .ThenByDescending(activity => activity.Sequence)
            .Take(LiveState.RecentLimit)
            .Select(activity => new { activity.Sequence, activity.ItemId, activity.Kind, activity.Value, activity.Text, activity.OccurredAt })
            .ToListAsync(cancellation);
        return Of(customer, position, [.. recent.Select(activity => new RecentActivity(
            activity.Sequence, activity.ItemId, activity.Kind, activity.Value, activity.Text, activity.OccurredAt,
            decay.MassOf(engagement.Weights.Of(activity.Kind), activity.OccurredAt)))]);
    }

    private static CustomerState Of(Customer customer, long position, ImmutableArray<RecentActivity> recent) => new()
    {
        Id = customer.Id,
        CustomerId = customer.CustomerId,
        Interests = [.. customer.Interests],
        DeclaredPurchases = [.. customer.PurchaseHistory.Select(purchase => purchase.Item)],
        DeclaredEngagement = customer.DeclaredEngagement,
        EngagementMass = customer.EngagementMass,
        ActivityCount = customer.ActivityCount,
        Recent = recent,
        Position = position,
    };
}

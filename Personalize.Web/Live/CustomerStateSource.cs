using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Customers;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Live;

/// <summary>Loads the state of one customer from the tables, in one snapshot.</summary>
internal interface ICustomerStateSource
{
    /// <returns>Null when there is no such customer.</returns>
    Task<CustomerState?> LoadAsync(int customerId, CancellationToken cancellation);
}

/// <summary>Reads the customer row, its newest activities and what it ever bought, as of one instant.</summary>
internal sealed class CustomerStateSource(IDbContextFactory<PersonalizeDb> databases, EngagementRules engagement) : ICustomerStateSource
{
    public async Task<CustomerState?> LoadAsync(int customerId, CancellationToken cancellation)
    {
        var decay = await engagement.DecayAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var row = await db.CustomerStateAsync(customerId, LiveState.RecentLimit, cancellation);
        if (row is null) return null;

        // Read after the snapshot, so it may know a purchase more: harmless, since adding it again changes nothing.
        var bought = await db.Activities
            .Where(activity => activity.CustomerId == customerId && activity.Kind == ActivityKind.Purchase && activity.ItemId != null)
            .Select(activity => activity.ItemId!.Value)
            .Distinct()
            .ToListAsync(cancellation);
        return new CustomerState
        {
            Id = row.Id,
            CustomerId = row.CustomerId,
            Interests = [.. row.Interests],
            DeclaredPurchases = [.. row.DeclaredPurchases],
            DeclaredEngagement = row.DeclaredEngagement,
            EngagementMass = row.EngagementMass,
            ActivityCount = row.ActivityCount,
            Bought = [.. bought],
            Recent = [.. row.Recent.Select(activity => new RecentActivity(
                activity.Sequence, activity.ItemId, activity.Kind, activity.Value, activity.Text, activity.OccurredAt,
                decay.MassOf(engagement.Weights.Of(activity.Kind), activity.OccurredAt)))],
            Position = row.Position,
        };
    }
}

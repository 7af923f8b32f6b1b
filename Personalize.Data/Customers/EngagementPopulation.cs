using Microsoft.EntityFrameworkCore;

namespace Personalize.Data.Customers;

public static class EngagementPopulation
{
    /// <summary>Forward-decayed masses of all customers with at least one activity, in no order: what one score is compared with.</summary>
    public static async Task<double[]> EngagementMassesAsync(this PersonalizeDb db, CancellationToken cancellation) =>
        await db.Customers
            .Where(customer => customer.ActivityCount > 0)
            .Select(customer => customer.EngagementMass)
            .ToArrayAsync(cancellation);
}

using Personalize.Engine.Interactions;
using Personalize.Engine.Numerics;

namespace Personalize.Engine.Factors;

/// <summary>What implicit alternating least squares minimises.</summary>
internal static class ImplicitLoss
{
    /// <returns>Σ touched (1 - w·h)² + α0·Σ all (w·h)² + penalties. O(entries · k).</returns>
    public static double Of(InteractionMatrix interactions, ImplicitRows customers, ImplicitRows items)
    {
        var loss = 0d;
        for (var customer = 0; customer < interactions.RowCount; customer++)
        {
            var own = customers.Rows.Row(customer);
            foreach (var item in interactions.Row(customer).Columns)
            {
                double miss = 1 - RowQuads.Dot(own, items.Rows.Row(item));
                loss += miss * miss;
            }
        }
        return loss + OfAll(customers, items)
            + Penalties(interactions, customers.Rows, items) + Penalties(interactions.Transposed, items.Rows, customers);
    }

    // Σ (w·h)² over all pairs is the sum of products of WᵀW and HᵀH; both carry α0, and it counts once.
    private static double OfAll(ImplicitRows customers, ImplicitRows items)
    {
        var sum = 0d;
        for (var at = 0; at < items.Gram.Length; at++) sum += (double)customers.Gram[at] * items.Gram[at];
        return sum / items.UnobservedWeight;
    }

    private static double Penalties(InteractionMatrix interactions, FactorRows rows, ImplicitRows other)
    {
        var sum = 0d;
        for (var row = 0; row < rows.Count; row++)
            sum += other.PenaltyOf(interactions.Row(row).Columns.Length) * RowQuads.Dot(rows.Row(row), rows.Row(row));
        return sum;
    }
}

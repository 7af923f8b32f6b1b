using Personalize.Engine.Engagement;
using Personalize.Web.Catalogue;
using Personalize.Web.Live;

namespace Personalize.Web.Activities;

/// <summary>What the intake must know of the world to check an activity.</summary>
internal interface IIntakeLookup
{
    ActivityWeights Weights { get; }

    ValueTask<ForwardDecay> DecayAsync(CancellationToken cancellation);

    /// <returns>Database id, or null when there is no such customer.</returns>
    ValueTask<int?> FindCustomerAsync(string customerKey, CancellationToken cancellation);

    ItemCard? FindItem(string sku);
}

internal sealed class IntakeLookup(ICustomerKeys customers, ItemDirectory items, EngagementRules engagement) : IIntakeLookup
{
    public ActivityWeights Weights => engagement.Weights;

    public ValueTask<ForwardDecay> DecayAsync(CancellationToken cancellation) => engagement.DecayAsync(cancellation);

    public ValueTask<int?> FindCustomerAsync(string customerKey, CancellationToken cancellation) =>
        customers.FindAsync(customerKey, cancellation);

    public ItemCard? FindItem(string sku) => items.FindBySku(sku);
}

using Personalize.Web.Live;
using Personalize.Web.Recommendations;

namespace Personalize.Web.Demo;

/// <summary>What the simulated shop does when a customer enters: it asks for their list, as a real one's front page would.</summary>
/// <returns>Null when there was no such customer to serve.</returns>
internal delegate ValueTask<FrontPage?> Welcome(string customer, CancellationToken cancellation);

/// <summary>The list that a customer sees on entering.</summary>
/// <param name="Skus">In the order of the list; empty while no models serve.</param>
internal sealed record FrontPage(Guid RecommendationId, IReadOnlyList<string> Skus);

internal sealed class ShopFront(ICustomerKeys customers, RecommendationService recommendations)
{
    private static readonly RecommendationOptions Asked = new() { Source = SimulatedVisit.Source };

    public async ValueTask<FrontPage?> WelcomeAsync(string customer, CancellationToken cancellation) =>
        await customers.FindAsync(customer, cancellation) is { } id
        && await recommendations.RecommendAsync(id, Asked, cancellation) is { } served
            ? new FrontPage(served.RecommendationId, [.. served.Items.Select(item => item.Sku)])
            : null;
}

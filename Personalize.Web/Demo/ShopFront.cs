using Personalize.Web.Live;
using Personalize.Web.Recommendations;

namespace Personalize.Web.Demo;

/// <summary>What the simulated shop does when a customer enters: it asks for their list, as a real one's front page would.</summary>
/// <returns>Whether there was such a customer to serve.</returns>
internal delegate ValueTask<bool> Welcome(string customer, CancellationToken cancellation);

internal sealed class ShopFront(ICustomerKeys customers, RecommendationService recommendations)
{
    private static readonly RecommendationOptions FrontPage = new() { Source = SimulatedVisit.Source };

    public async ValueTask<bool> WelcomeAsync(string customer, CancellationToken cancellation) =>
        await customers.FindAsync(customer, cancellation) is { } id
        && await recommendations.RecommendAsync(id, FrontPage, cancellation) is not null;
}

using Personalize.Web.Catalogue;
using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Web.Recommendations;

internal static class RecommendationsFeature
{
    public static IServiceCollection AddRecommendations(this IServiceCollection services)
    {
        services.AddSingleton<ServedListQueue>();
        services.AddHostedService<ServedListWriter>();
        services.AddHostedService<ServedListPurgeService>();
        services.AddSingleton(provider => new RecommendationService(
            provider.GetRequiredService<ModelHolder>(),
            provider.GetRequiredService<LiveState>(),
            provider.GetRequiredService<ItemDirectory>(),
            provider.GetRequiredService<LiveOverview>(),
            provider.GetRequiredService<ServedListQueue>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    public static IEndpointRouteBuilder MapRecommendations(this IEndpointRouteBuilder routes) => routes.MapRecommendationsApi();
}

namespace Personalize.Web.Recommendations;

internal static class RecommendationsFeature
{
    public static IServiceCollection AddRecommendations(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapRecommendations(this IEndpointRouteBuilder routes) => routes.MapRecommendationsApi();
}

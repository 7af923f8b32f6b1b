namespace Personalize.Web.Activities;

internal static class ActivitiesFeature
{
    public static IServiceCollection AddActivities(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapActivities(this IEndpointRouteBuilder routes) => routes;
}

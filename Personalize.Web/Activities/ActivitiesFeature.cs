using Personalize.Web.Catalogue;
using Personalize.Web.Live;

namespace Personalize.Web.Activities;

internal static class ActivitiesFeature
{
    public static IServiceCollection AddActivities(this IServiceCollection services)
    {
        services.AddSingleton(provider => new ActivityQueue(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new DeliveryGate(DeliveryGate.DefaultCapacity));
        services.AddSingleton<ActivityMeters>();
        services.AddSingleton<WriterBackoff>();
        services.AddSingleton<IntakeHealth>();
        services.AddSingleton<StoredActivities>();
        services.AddSingleton<IIntakeLookup>(provider => new IntakeLookup(
            provider.GetRequiredService<ICustomerKeys>(),
            provider.GetRequiredService<ItemDirectory>(),
            provider.GetRequiredService<EngagementRules>()));
        services.AddSingleton(provider => new ActivityIntake(
            provider.GetRequiredService<ActivityQueue>(),
            provider.GetRequiredService<IIntakeLookup>(),
            provider.GetRequiredService<ActivityMeters>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<ActivityWriter>();
        return services;
    }

    public static IEndpointRouteBuilder MapActivities(this IEndpointRouteBuilder routes) => routes.MapActivitiesApi();
}

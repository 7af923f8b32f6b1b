using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Personalize.Data;
using Personalize.Web.Activities;
using Personalize.Web.Catalogue;
using Personalize.Web.Hosting;

namespace Personalize.Web.Demo;

internal static class DemoFeature
{
    public static IServiceCollection AddDemo(this IServiceCollection services)
    {
        services.AddSingleton<DemoSeeder>();
        services.AddSingleton<ShopFront>();
        services.AddSingleton(provider => new TrafficSimulator(
            provider.GetRequiredService<ActivityIntake>(),
            provider.GetRequiredService<IDbContextFactory<PersonalizeDb>>(),
            provider.GetRequiredService<ItemDirectory>(),
            provider.GetRequiredService<ShopFront>().WelcomeAsync,
            provider.GetRequiredService<IOptions<PersonalizeOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TrafficSimulator>>()));
        services.AddSingleton<SimulatorControl>();
        services.AddHostedService(provider => provider.GetRequiredService<TrafficSimulator>());
        return services;
    }
}

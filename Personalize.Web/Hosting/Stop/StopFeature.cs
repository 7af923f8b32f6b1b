using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Stop;

internal static class StopFeature
{
    public static IServiceCollection AddStop(this IServiceCollection services)
    {
        services.AddSettings<StopOptions, StopOptionsValidator>(StopOptions.Section);
        services.AddSingleton<Stopping>();
        return services.AddSingleton<IHostLifetime, StopSignals>();
    }
}

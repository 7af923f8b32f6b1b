using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Personalize.Web.Live;

internal static class LiveFeature
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ChangeFeed>();
        return services;
    }
}

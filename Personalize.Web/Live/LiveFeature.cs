using Microsoft.Extensions.DependencyInjection.Extensions;
using Personalize.Web.Catalogue;

namespace Personalize.Web.Live;

internal static class LiveFeature
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<EngagementRules>();
        services.AddSingleton<ICustomerKeys, CustomerKeys>();
        services.AddSingleton<ICustomerStateSource, CustomerStateSource>();
        services.AddSingleton(provider => new LiveState(
            provider.GetRequiredService<ICustomerStateSource>(),
            provider.GetRequiredService<ICustomerKeys>(),
            provider.GetRequiredService<ChangeFeed>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider =>
        {
            var items = provider.GetRequiredService<ItemDirectory>();
            return new LiveOverview(
                itemId => items.Find(itemId)?.Title,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<LiveOverview>>());
        });
        services.AddHostedService<OverviewTicker>();
        return services;
    }
}

using Microsoft.Extensions.DependencyInjection.Extensions;
using Personalize.Web.Catalogue;
using Personalize.Web.Hosting.Telemetry;
using Personalize.Web.Live.Limits;
using Personalize.Web.Segments;

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
                new OverviewNames(itemId => items.Find(itemId)?.Title)
                {
                    SegmentOf = provider.GetRequiredService<SegmentMarks>().Of,
                    ItemCount = () => items.ActiveCount,
                },
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<LiveOverview>>());
        });
        services.AddInstruments<LiveMeters>();
        services.AddSingleton<PageThreads>();
        services.AddSingleton<LimitsEditor>();
        services.AddHostedService<OverviewTicker>();
        services.AddHostedService<OverviewReader>();
        return services;
    }
}

using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Personalize.Data;
using Personalize.Web.Catalogue;
using Personalize.Web.Hosting.Settings;
using Personalize.Web.Live;
using Personalize.Web.Recommendations.Replay;
using Personalize.Web.Training;

namespace Personalize.Web.Recommendations;

internal static class RecommendationsFeature
{
    public static IServiceCollection AddRecommendations(this IServiceCollection services)
    {
        services.AddSettings<ListOptions, ListOptionsValidator>(ListOptions.Section);
        services.AddSingleton(provider => new ListRules(
            provider.GetRequiredService<ItemDirectory>(),
            new ShownItems(provider.GetRequiredService<IDbContextFactory<PersonalizeDb>>()),
            provider.GetRequiredService<IOptions<ListOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ListMeters>();
        services.AddSingleton(provider => new ServedListQueue(provider.GetRequiredService<IMeterFactory>()));
        services.AddSingleton<ReplayModels>();
        services.AddSingleton<ServedListArchive>();
        services.AddHostedService<ServedListWriter>();
        services.AddHostedService<ServedListPurgeService>();
        services.AddSingleton(provider => new RecommendationService(
            provider.GetRequiredService<ModelHolder>(),
            provider.GetRequiredService<LiveState>(),
            provider.GetRequiredService<ItemDirectory>(),
            provider.GetRequiredService<LiveOverview>(),
            provider.GetRequiredService<ServedListQueue>(),
            provider.GetRequiredService<ListRules>(),
            provider.GetRequiredService<ListMeters>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    public static IEndpointRouteBuilder MapRecommendations(this IEndpointRouteBuilder routes) => routes.MapRecommendationsApi().MapServedListsApi();
}

namespace Personalize.Web.Live;

internal static class LiveFeature
{
    public static IServiceCollection AddLive(this IServiceCollection services) => services;
}

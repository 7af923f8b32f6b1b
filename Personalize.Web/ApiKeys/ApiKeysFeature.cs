namespace Personalize.Web.ApiKeys;

internal static class ApiKeysFeature
{
    public static IServiceCollection AddApiKeys(this IServiceCollection services) =>
        services.AddSingleton<ApiKeyDirectory>().AddSingleton<ApiKeyIssuer>();
}

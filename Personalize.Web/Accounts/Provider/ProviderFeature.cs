using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Personalize.Web.Hosting.Limits;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Accounts.Provider;

internal static class ProviderFeature
{
    public const string Scheme = "OpenIdConnect";

    /// <summary>Sign-in with an outside OpenID Connect provider, where one is configured.</summary>
    public static IServiceCollection AddProvider(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddSettings<ProviderOptions, ProviderOptionsValidator>(ProviderOptions.Section)
            .AddSingleton<IValidateOptions<ProviderOptions>, ProviderRules>()
            .AddScoped<ProviderLinks>()
            .AddScoped<ProviderEntrance>()
            .AddScoped<ProviderArrival>()
            .AddScoped<ProviderReplies>()
            .AddScoped<ProviderStart>();
        if (!IsOn(configuration))
            return services;
        services.AddAuthentication().AddOpenIdConnect(Scheme, _ => { });
        return services
            .ConfigureOptions<ProviderScheme>()
            .Replace(ServiceDescriptor.Singleton<IAuthenticationSchemeProvider, RoutedSchemes>());
    }

    public static IEndpointRouteBuilder MapProvider(this IEndpointRouteBuilder routes)
    {
        if (!IsOn(routes.ServiceProvider.GetRequiredService<IConfiguration>()))
            return routes;
        routes.MapGet(ProviderRoutes.Start, ProviderRoutes.BeginAsync).AllowAnonymous().Costs(RequestCost.SignIn).ExcludeFromDescription();
        routes.MapGet(ProviderRoutes.Callback, ProviderRoutes.ReceiveAsync).AllowAnonymous().Costs(RequestCost.SignIn).ExcludeFromDescription();
        return routes;
    }

    private static bool IsOn(IConfiguration configuration) =>
        configuration[$"{ProviderOptions.Section}:{nameof(ProviderOptions.Authority)}"] is not null;
}

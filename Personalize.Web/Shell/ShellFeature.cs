using System.Globalization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;
using Personalize.Web.Live;

namespace Personalize.Web.Shell;

internal static class ShellFeature
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        CultureInfo.DefaultThreadCurrentCulture = PageCulture.Value;
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ProblemLog>();
        services.AddScoped<Viewer>();
        services.AddScoped<Toasts>();
        services.AddScoped<RelativeTick>();
        services.AddScoped<LivePulse>();
        return services;
    }

    public static IEndpointRouteBuilder MapShell(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets().AllowAnonymous();
        routes.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return routes;
    }
}

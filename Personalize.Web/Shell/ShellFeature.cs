namespace Personalize.Web.Shell;

internal static class ShellFeature
{
    public static IServiceCollection AddShell(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapShell(this IEndpointRouteBuilder routes) => routes;
}

namespace Personalize.Web.Import;

internal static class ImportFeature
{
    public static IServiceCollection AddImport(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapImport(this IEndpointRouteBuilder routes) => routes;
}

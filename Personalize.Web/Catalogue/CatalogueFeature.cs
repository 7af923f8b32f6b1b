namespace Personalize.Web.Catalogue;

internal static class CatalogueFeature
{
    public static IServiceCollection AddCatalogue(this IServiceCollection services) =>
        services.AddSingleton<ItemDirectory>().AddSingleton<ItemEditor>();

    public static IEndpointRouteBuilder MapCatalogue(this IEndpointRouteBuilder routes) => routes.MapItemsApi();
}

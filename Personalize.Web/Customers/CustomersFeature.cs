namespace Personalize.Web.Customers;

internal static class CustomersFeature
{
    public static IServiceCollection AddCustomers(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapCustomers(this IEndpointRouteBuilder routes) => routes;
}

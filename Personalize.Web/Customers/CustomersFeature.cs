using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Web.Customers;

internal static class CustomersFeature
{
    public static IServiceCollection AddCustomers(this IServiceCollection services) => services
        .AddSingleton(provider => new CustomerEditor(
            provider.GetRequiredService<IDbContextFactory<PersonalizeDb>>(),
            provider.GetRequiredService<EngagementRules>(),
            provider.GetRequiredService<ModelHolder>(),
            provider.GetRequiredService<LiveState>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddHostedService<CustomerPurgeService>();

    public static IEndpointRouteBuilder MapCustomers(this IEndpointRouteBuilder routes) => routes.MapCustomersApi();
}

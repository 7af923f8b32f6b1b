using Microsoft.AspNetCore.Mvc;
using Personalize.Web.Hosting.Security;

namespace Personalize.Web.Hosting;

/// <summary>What all groups of API routes have in common.</summary>
internal static class ApiRoutes
{
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes, string prefix, string tag)
    {
        var group = routes.MapGroup(prefix);
        return group
            .WithTags(tag)
            .WithMetadata(new RequestSizeLimitAttribute(RequestLimits.ApiBody))
            .AddEndpointFilterFactory(QueryRules.Filter);
    }

    /// <summary>Lists in the API's description that the route may answer with these problems.</summary>
    public static RouteHandlerBuilder MayRefuse(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            route.ProducesProblem(status);
        return route;
    }
}

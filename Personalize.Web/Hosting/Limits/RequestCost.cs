using Microsoft.AspNetCore.Components.Endpoints;

namespace Personalize.Web.Hosting.Limits;

/// <summary>What a request costs us or others; each kind has a limit of its own.</summary>
public enum RequestCost
{
    Read,
    Listing,
    Write,
    Delivery,
    Upload,
    SignIn,
}

/// <summary>Says it of a route or of a page's forms. Without it GET is a read and all else a write.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CostsAttribute(RequestCost cost) : Attribute
{
    public RequestCost Cost => cost;
}

internal static class RequestCosts
{
    public static TBuilder Costs<TBuilder>(this TBuilder route, RequestCost cost)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new CostsAttribute(cost));

    public static RequestCost Of(HttpContext context)
    {
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        var endpoint = context.GetEndpoint()?.Metadata;
        var stated = endpoint?.GetMetadata<CostsAttribute>()?.Cost;

        // Looking at the sign-in form is no attempt to sign in.
        if (stated == RequestCost.SignIn && isRead && endpoint!.GetMetadata<ComponentTypeMetadata>() is not null)
            return RequestCost.Read;
        return stated ?? (isRead ? RequestCost.Read : RequestCost.Write);
    }
}

using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Hosting.Security;

/// <summary>
/// Refuses changes and sockets asked for by another site's page: a browser sends our cookie along with sockets that any page
/// opens, and antiforgery tokens do not cover those. Programs send neither header and pass.
/// </summary>
internal sealed class SameOriginOnly(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!Changes(context) || ComesFromUs(context.Request))
            return next(context);
        return Problem.Of(
            StatusCodes.Status403Forbidden, "cross_site",
            "Pages of other sites may not change anything here.").ExecuteAsync(context);
    }

    private static bool Changes(HttpContext context) =>
        OpensSocket(context)
        || !(HttpMethods.IsGet(context.Request.Method)
            || HttpMethods.IsHead(context.Request.Method)
            || HttpMethods.IsOptions(context.Request.Method));

    // What the framework calls a socket it finds out at the endpoint, behind us; until then it is a request that may become one.
    private static bool OpensSocket(HttpContext context) =>
        context.WebSockets.IsWebSocketRequest || context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true;

    private static bool ComesFromUs(HttpRequest request)
    {
        // "same-site" is refused too: every other port of localhost is the same site.
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0 && site is not ["same-origin"] and not ["none"])
            return false;
        var origin = request.Headers.Origin;
        return origin.Count == 0
            || (origin.Count == 1
                && string.Equals(
                    origin[0], UriHelper.BuildAbsolute(request.Scheme, request.Host).TrimEnd('/'), StringComparison.OrdinalIgnoreCase));
    }
}

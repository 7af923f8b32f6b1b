using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.StaticAssets;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Hosting.Limits;

/// <summary>
/// Turns requests away, early and cheaply, while the server is behind: first lists and files, then all else but activities and
/// sign-ins. Activities have bounds of their own, and are refused last.
/// </summary>
internal sealed class Shedding(RequestDelegate next, Pressure pressure, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint()?.Metadata;
        if (endpoint?.GetMetadata<DisableRateLimitingAttribute>() is not null || endpoint?.GetMetadata<StaticAssetDescriptor>() is not null)
            return next(context);
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            context.Response.Headers.Connection = "close";
            return RefuseAsync(context, "stopping", "The server is about to stop. Send it again, and it will reach another or the next.");
        }

        return IsShed(RequestCosts.Of(context), pressure.Level)
            ? RefuseAsync(context, "overloaded", "The server has more to do than it can. Nothing was changed; come again shortly.")
            : next(context);
    }

    internal static bool IsShed(RequestCost cost, PressureLevel level) => cost switch
    {
        RequestCost.Listing or RequestCost.Upload => level >= PressureLevel.High,
        RequestCost.Read or RequestCost.Write => level >= PressureLevel.Extreme,
        _ => false,
    };

    private static Task RefuseAsync(HttpContext context, string code, string detail)
    {
        if (ApiPaths.Covers(context.Request.Path))
            return Later(context, code, detail).ExecuteAsync(context);
        Problem.RetryAfter(context, Pause);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return BusyPage.WriteAsync(context, Pause, context.RequestAborted);
    }

    private static ProblemHttpResult Later(HttpContext context, string code, string detail) =>
        Problem.Later(context, StatusCodes.Status503ServiceUnavailable, code, detail, Pause);
}

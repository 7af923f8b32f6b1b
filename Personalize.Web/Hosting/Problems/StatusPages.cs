using Microsoft.AspNetCore.Diagnostics;

namespace Personalize.Web.Hosting.Problems;

/// <summary>Gives bare status codes a body: problem details for programs, the not-found page for people.</summary>
internal static class StatusPages
{
    public const string NotFoundPath = "/not-found";

    public static IApplicationBuilder UseStatusPages(this IApplicationBuilder app)
    {
        app.UseStatusCodePagesWithReExecute(NotFoundPath, createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (!WantsPage(context.Request) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            return next(context);
        });
        app.UseWhen(context => ApiPaths.Covers(context.Request.Path), api => api.UseStatusCodePages());
        return app;
    }

    // A missing script or image must stay a plain 404: a page in its place would only confuse.
    private static bool WantsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !ApiPaths.Covers(request.Path)
        && request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");
}

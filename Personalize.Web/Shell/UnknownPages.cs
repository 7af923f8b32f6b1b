using Microsoft.AspNetCore.Http.HttpResults;

namespace Personalize.Web.Shell;

/// <summary>An address that nothing answers: people get the shell with "not found", programs a problem; both with status 404.</summary>
internal static class UnknownPages
{
    public static IEndpointConventionBuilder MapUnknownPages(this IEndpointRouteBuilder routes) =>
        routes.MapFallback("{**path}", Answer).ExcludeFromDescription();

    private static Results<RazorComponentResult<App>, ProblemHttpResult> Answer(HttpContext context) =>
        WantsPage(context.Request)
            ? new RazorComponentResult<App> { StatusCode = StatusCodes.Status404NotFound }
            : TypedResults.Problem(
                title: "Not found",
                detail: $"Nothing answers {context.Request.Method} {context.Request.Path}.",
                statusCode: StatusCodes.Status404NotFound);

    private static bool WantsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");
}

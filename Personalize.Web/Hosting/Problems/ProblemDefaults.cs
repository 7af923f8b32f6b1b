using System.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace Personalize.Web.Hosting.Problems;

/// <summary>What every problem carries: the status in words, a stable code, and the id under which the server's log tells more.</summary>
internal static class ProblemDefaults
{
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Status ??= context.HttpContext.Response.StatusCode;

        // What the framework says of a status; it gives it away only with a problem of its own making.
        var usual = TypedResults.Problem(statusCode: problem.Status).ProblemDetails;
        problem.Title ??= usual.Title;
        problem.Type ??= usual.Type;
        problem.Extensions.TryAdd(Problem.CodeKey, CodeOf(problem.Status.Value));
        problem.Extensions[Problem.TraceKey] = TraceOf(context.HttpContext);
    }

    public static string TraceOf(HttpContext context) =>
        Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        StatusCodes.Status413PayloadTooLarge => "payload_too_large",
        StatusCodes.Status415UnsupportedMediaType => "unsupported_media_type",
        StatusCodes.Status429TooManyRequests => "too_many_requests",
        StatusCodes.Status500InternalServerError => "internal_error",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        _ => ReasonPhrases.GetReasonPhrase(status).ToLowerInvariant().Replace(' ', '_'),
    };
}

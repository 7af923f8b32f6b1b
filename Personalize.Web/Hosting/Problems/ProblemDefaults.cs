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
        problem.Type ??= usual.Type ?? TypeOf(problem.Status.Value);
        problem.Detail ??= DetailOf(context.HttpContext, problem.Status.Value);
        problem.Extensions.TryAdd(Problem.CodeKey, CodeOf(problem.Status.Value));
        problem.Extensions[Problem.TraceKey] = TraceOf(context.HttpContext);
    }

    public static string TraceOf(HttpContext context) =>
        Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    // Not in RFC 9110, so the framework names none.
    private static string? TypeOf(int status) =>
        status == StatusCodes.Status429TooManyRequests ? "https://tools.ietf.org/html/rfc6585#section-4" : null;

    // For bare status codes, which come from the framework.
    private static string? DetailOf(HttpContext context, int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address. The page /docs/api lists those of the API.",
        StatusCodes.Status405MethodNotAllowed => $"This address does not take {context.Request.Method}; the header Allow says what it takes.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as JSON, with 'Content-Type: application/json', or a file as the page /docs/api says.",
        _ => null,
    };

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

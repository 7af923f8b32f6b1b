using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Personalize.Web.Hosting.Problems;

/// <summary>Makes the answers of RFC 9457. Details are written here for people; they never repeat free text, paths or type names.</summary>
internal static class Problem
{
    public const string CodeKey = "code";
    public const string TraceKey = "traceId";
    public const string ErrorsKey = "errors";

    /// <param name="code">Stable word for programs: "wrong_type".</param>
    /// <param name="errors">Messages by field name as it stands on the wire.</param>
    public static ProblemHttpResult Of(
        int status, string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        var extensions = new Dictionary<string, object?> { [CodeKey] = code };
        if (errors is not null)
            extensions[ErrorsKey] = errors;
        return TypedResults.Problem(detail, statusCode: status, extensions: extensions);
    }

    public static ProblemHttpResult Invalid(IReadOnlyDictionary<string, string[]> errors) => Of(
        StatusCodes.Status400BadRequest, "validation", "Some fields are not acceptable; 'errors' says which and why.", errors);

    public static ProblemHttpResult NotFound(string what) =>
        Of(StatusCodes.Status404NotFound, "not_found", $"There is no such {what}.");

    public static ProblemHttpResult Stale(string what) => Of(
        StatusCodes.Status412PreconditionFailed, "stale",
        $"The {what} was changed since it was read. Read it again, and send the new ETag in If-Match.");

    /// <summary>Asks the caller to come again, and says when.</summary>
    public static ProblemHttpResult Later(HttpContext context, int status, string code, string detail, TimeSpan after)
    {
        RetryAfter(context, after);
        return Of(status, code, detail);
    }

    public static void RetryAfter(HttpContext context, TimeSpan after) =>
        context.Response.Headers.RetryAfter = Seconds(after).ToString(CultureInfo.InvariantCulture);

    /// <summary>A pause as callers are told it: whole, and at least one.</summary>
    public static long Seconds(TimeSpan pause) => Math.Max(1, (long)Math.Ceiling(pause.TotalSeconds));
}

using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;

namespace Personalize.Web.Hosting.Problems;

/// <summary>The one place where an exception becomes an answer. The log gets the exception, the caller a trace id.</summary>
internal sealed partial class FaultHandler(IProblemDetailsService problems, ILogger<FaultHandler> logger) : IExceptionHandler
{
    private static readonly TimeSpan DatabasePause = TimeSpan.FromSeconds(2);

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
            return true; // Nobody is left to answer.

        var (status, code, detail) = Meaning(exception);
        if (status >= StatusCodes.Status500InternalServerError)
            LogFault(logger, exception, httpContext.Request.Method, ProblemDefaults.TraceOf(httpContext));
        if (status == StatusCodes.Status503ServiceUnavailable)
            Problem.RetryAfter(httpContext, DatabasePause);

        httpContext.Response.StatusCode = status;
        if (!ApiPaths.Covers(httpContext.Request.Path))
        {
            await FaultPage.WriteAsync(httpContext, cancellationToken);
            return true;
        }

        await problems.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = status, Detail = detail, Extensions = { [Problem.CodeKey] = code } },
        });
        return true;
    }

    private static (int Status, string Code, string Detail) Meaning(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (
            StatusCodes.Status413PayloadTooLarge, "payload_too_large", "The body is larger than this address accepts."),
        RightMissingException missing => (StatusCodes.Status403Forbidden, "forbidden", missing.Message),
        BadHttpRequestException bad => (bad.StatusCode, "bad_request", "The request cannot be understood."),
        _ when IsDatabaseAway(exception) => (
            StatusCodes.Status503ServiceUnavailable, "unavailable", "The database does not answer. Nothing was changed; try again shortly."),
        _ => (
            StatusCodes.Status500InternalServerError, "internal_error",
            "Something went wrong on the server. The trace id finds it in the server's log."),
    };

    private static bool IsDatabaseAway(Exception exception) => exception switch
    {
        DbException database => database.IsTransient,
        DbUpdateException { InnerException: DbException database } => database.IsTransient,
        InvalidOperationException { InnerException: DbException database } => database.IsTransient,
        InvalidOperationException { InnerException: DbUpdateException { InnerException: DbException database } } => database.IsTransient,
        _ => false,
    };

    [LoggerMessage(100, LogLevel.Error, "A {Method} request failed; trace {Trace}")]
    private static partial void LogFault(ILogger logger, Exception exception, string method, string trace);
}

namespace Personalize.Web.Hosting.Problems;

/// <summary>
/// Writes problems whatever the caller says to accept: the framework's own writer declines where that is not JSON, and the
/// caller would be left with an empty answer, or none, for the one thing they must be told.
/// </summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    public const string MediaType = "application/problem+json";

    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        ProblemDefaults.Complete(context);
        var response = context.HttpContext.Response;
        return new(response.WriteAsJsonAsync(context.ProblemDetails, options: null, MediaType, context.HttpContext.RequestAborted));
    }
}

namespace Personalize.Web.Shell;

/// <summary>A fault as people see it. <paramref name="Id"/> finds it in the log.</summary>
public sealed record Problem(string Id, DateTimeOffset Since);

/// <summary>Logs a fault and gives the id under which to find it again.</summary>
public sealed partial class ProblemLog(ILogger<ProblemLog> logger, TimeProvider clock)
{
    /// <param name="what">The part of the page that failed; never anybody's data.</param>
    public Problem Report(Exception fault, string what)
    {
        var id = Guid.CreateVersion7().ToString("N")[^10..];
        LogFault(fault, what, id);
        return new Problem(id, clock.GetUtcNow());
    }

    [LoggerMessage(900, LogLevel.Error, "{What} failed ({ProblemId})")]
    private partial void LogFault(Exception fault, string what, string problemId);
}

namespace Personalize.Web.Health.Logs;

/// <param name="Source">Name of the class that logged it.</param>
/// <param name="Fault">Type of the exception; its message may hold values of a row, and stays in the real log.</param>
internal sealed record LogLine(long Number, DateTimeOffset At, LogLevel Level, string Source, string Text, string? Fault)
{
    /// <summary>As a line of a text file.</summary>
    public override string ToString() =>
        $"{At.UtcDateTime:O} {Level} {Source}: {Text}{(Fault is null ? "" : $" ({Fault})")}";
}

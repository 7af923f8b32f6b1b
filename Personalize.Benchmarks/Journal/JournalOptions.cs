using Personalize.Data;

namespace Personalize.Benchmarks.Journal;

/// <summary>What `journal` was asked for.</summary>
internal sealed record JournalOptions
{
    private static readonly string[] Known = ["--database", "--connection", "--batch", "--seconds", "--json"];

    public required DatabaseKind Database { get; init; }

    /// <summary>Of an empty PostgreSQL database; null for SQLite, which gets a file of its own.</summary>
    public string? Connection { get; init; }

    /// <summary>Activities in a transaction.</summary>
    public required int Batch { get; init; }

    /// <summary>Of each measurement.</summary>
    public required int Seconds { get; init; }
    public string? Json { get; init; }

    /// <exception cref="CommandLineException">Something is unknown, missing or out of range.</exception>
    public static JournalOptions Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine(arguments, Known);
        var database = line.OneOf("--database", "sqlite", "sqlite", "postgres") == "sqlite" ? DatabaseKind.Sqlite : DatabaseKind.Postgres;
        return new JournalOptions
        {
            Database = database,
            Connection = database == DatabaseKind.Postgres ? line.Required("--connection") : null,
            Batch = line.Number("--batch", 800, least: 1),
            Seconds = line.Number("--seconds", 10, least: 1),
            Json = line.NewFile("--json"),
        };
    }
}

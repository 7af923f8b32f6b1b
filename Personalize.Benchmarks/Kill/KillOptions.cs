using Personalize.Data;

namespace Personalize.Benchmarks.Kill;

/// <summary>What `kill` was asked for.</summary>
internal sealed record KillOptions
{
    private const string Server = "Personalize.Web.dll";
    private static readonly string[] Known = ["--database", "--connection", "--times", "--seed", "--connections", "--server", "--json"];

    public required DatabaseKind Database { get; init; }

    /// <summary>Of an empty PostgreSQL database; null for SQLite, which gets a file of its own.</summary>
    public string? Connection { get; init; }
    public required int Times { get; init; }
    public required int Seed { get; init; }

    /// <summary>Clients that send at the same time, each over a connection of its own.</summary>
    public required int Connections { get; init; }

    /// <summary>The server's program: a published executable, or Personalize.Web.dll.</summary>
    public required string Program { get; init; }

    /// <summary>Where the JSON object goes besides the table; null for nowhere.</summary>
    public string? Json { get; init; }

    /// <exception cref="CommandLineException">Something is unknown, missing or out of range.</exception>
    public static KillOptions Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine(arguments, Known);
        var database = line.OneOf("--database", "sqlite", "sqlite", "postgres") == "sqlite" ? DatabaseKind.Sqlite : DatabaseKind.Postgres;
        return new KillOptions
        {
            Database = database,
            Connection = ConnectionFor(database, line.Text("--connection")),
            Times = line.Number("--times", 20, least: 1),
            Seed = line.Number("--seed", 1, least: 0),
            Connections = line.Number("--connections", 6, least: 1),
            Program = Path.GetFullPath(line.FileOrNull("--server") ?? Path.Combine(AppContext.BaseDirectory, Server)),
            Json = line.NewFile("--json"),
        };
    }

    private static string? ConnectionFor(DatabaseKind database, string? text) => (database, text) switch
    {
        (DatabaseKind.Postgres, null) => throw new CommandLineException(
            "--database postgres needs --connection with the connection string of an empty database that keeps what it commits."),
        (DatabaseKind.Sqlite, not null) => throw new CommandLineException("--connection is for --database postgres; SQLite gets a file of its own."),
        _ => text,
    };
}

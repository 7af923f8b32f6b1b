namespace Personalize.Benchmarks.Read;

/// <summary>What `read` was asked for.</summary>
internal sealed record ReadOptions
{
    private static readonly string[] Known = ["--seconds", "--connections", "--users", "--rounds", "--json"];

    /// <summary>Of each measurement.</summary>
    public required int Seconds { get; init; }
    public required int Connections { get; init; }

    /// <summary>Asked for in turn, from the first; the demonstration has 2,000.</summary>
    public required int Users { get; init; }

    /// <summary>How often everything is measured; the median counts.</summary>
    public required int Rounds { get; init; }
    public string? Json { get; init; }

    /// <exception cref="CommandLineException">Something is unknown or out of range.</exception>
    public static ReadOptions Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine(arguments, Known);
        return new ReadOptions
        {
            Seconds = line.Number("--seconds", 10, least: 1),
            Connections = line.Number("--connections", 16, least: 1),
            Users = line.Number("--users", 1000, least: 1),
            Rounds = line.Number("--rounds", 3, least: 1),
            Json = line.NewFile("--json"),
        };
    }
}

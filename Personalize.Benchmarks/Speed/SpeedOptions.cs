using Personalize.Benchmarks.Evaluate;
using Personalize.Engine;

namespace Personalize.Benchmarks.Speed;

/// <summary>What `speed --what` was asked for.</summary>
internal sealed record SpeedOptions
{
    private static readonly string[] Known = ["--what", "--data", "--test", "--set", "--runs", "--seed", "--threads", "--json"];

    public required string What { get; init; }
    /// <summary>Null where none was named.</summary>
    public string? Data { get; init; }

    /// <exception cref="CommandLineException">None was named.</exception>
    public string DataFile => Data ?? throw new CommandLineException("--data is missing; name a file.");

    /// <summary>Held-out file, for `evaluate`; null for none.</summary>
    public string? Test { get; init; }
    public required SettingAssignments Settings { get; init; }
    public required int Runs { get; init; }
    public required int Threads { get; init; }
    public required TrainingRun Run { get; init; }
    public string? Json { get; init; }

    /// <exception cref="CommandLineException">Something is unknown, missing or out of range.</exception>
    public static SpeedOptions Parse(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var line = new CommandLine(arguments, Known);
        var threads = line.Number("--threads", Environment.ProcessorCount, least: 1);
        return new SpeedOptions
        {
            What = line.Required("--what"),
            Data = line.FileOrNull("--data"),
            Test = line.FileOrNull("--test"),
            Settings = SettingAssignments.Parse(line.All("--set")),
            Runs = line.Number("--runs", 5, least: 5),
            Threads = threads,
            Run = new TrainingRun(line.Number("--seed", 1, least: int.MinValue), threads, null, cancellation),
            Json = line.NewFile("--json"),
        };
    }
}

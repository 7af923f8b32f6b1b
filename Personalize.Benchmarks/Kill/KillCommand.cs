using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalize.Benchmarks.Kill;

/// <summary>Whether what was acknowledged survives kills of the server, and is there once.</summary>
internal static class KillCommand
{
    private const int Between = 50;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <returns>0 when nothing was lost or doubled, else 1.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var options = KillOptions.Parse(arguments);
        if (!File.Exists(options.Program))
            throw new CommandLineException($"There is no server at {options.Program}. Name its program with --server.");
        var folder = Directory.CreateTempSubdirectory("personalize-kill-");
        KillReport report;
        try
        {
            report = await new KillRun(options, folder).RunAsync(new EachFifty(), cancellation);
        }
        catch (InvalidDataException broken)
        {
            await Console.Error.WriteLineAsync($"{broken.Message} The data is in {folder.FullName}.");
            return 1;
        }

        Console.Write(report.Table());
        if (options.Json is { } path) await File.WriteAllTextAsync(path, JsonSerializer.Serialize(report, Form), cancellation);
        if (report.IsClean) folder.Delete(recursive: true);
        else Console.WriteLine($"The data is in {folder.FullName}.");
        return report.IsClean ? 0 : 1;
    }

    private sealed class EachFifty : IProgress<int>
    {
        public void Report(int value)
        {
            if (value % Between == 0) Console.WriteLine($"{value} kills");
        }
    }
}

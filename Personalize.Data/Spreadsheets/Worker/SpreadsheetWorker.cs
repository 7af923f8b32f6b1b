using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Personalize.Data.Spreadsheets.Worker;

/// <summary>Reads files in child processes, so that one that is made to exhaust its reader exhausts only the child.</summary>
public sealed class SpreadsheetWorker(WorkerCommand command, SpreadsheetLimits limits, TimeProvider clock)
{
    private static readonly string[] InheritedVariables =
        ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LANG", "LC_ALL", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"];

    /// <summary>Starts a child on a file that <see cref="SpreadsheetGuard.Inspect"/> let pass.</summary>
    /// <exception cref="FileNotFoundException">There is no such file; no child was started.</exception>
    public SpreadsheetReading Start(string path, SpreadsheetFormat format)
    {
        // First, because nobody would end a child that was started for a file that is gone.
        var length = new FileInfo(path).Length;
        var process = Process.Start(StartInfo())
            ?? throw new InvalidOperationException($"The import worker could not be started with {command.FileName}.");
        var request = JsonSerializer.Serialize(new WorkerRequest(Path.GetFullPath(path), format, limits), WorkerJson.Default.WorkerRequest);
        var reading = new SpreadsheetReading(process, limits, length, clock);
        reading.Begin(request);
        return reading;
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(command.FileName)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in command.Arguments)
            start.ArgumentList.Add(argument);
        start.ArgumentList.Add(WorkerVerb.Name);
        Restrict(start.Environment);
        return start;
    }

    /// <summary>The child gets a small heap and none of the server's settings, which may hold passwords.</summary>
    private void Restrict(IDictionary<string, string?> environment)
    {
        var kept = InheritedVariables
            .Where(environment.ContainsKey)
            .ToDictionary(name => name, name => environment[name]);
        environment.Clear();
        foreach (var (name, value) in kept)
            environment[name] = value;
        environment["DOTNET_GCHeapHardLimit"] = limits.WorkerHeapBytes.ToString("X", System.Globalization.CultureInfo.InvariantCulture);
        environment["DOTNET_gcServer"] = "0";
        environment["DOTNET_gcConcurrent"] = "0";
        environment["DOTNET_EnableDiagnostics"] = "0";
        environment["DOTNET_TieredPGO"] = "0";
    }
}

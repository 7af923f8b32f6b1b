using System.Diagnostics;

namespace Personalize.Benchmarks.Kill;

/// <summary>The server's program, and the settings that say where its data is.</summary>
internal sealed class ServerProgram(string program, IReadOnlyList<string> settings, string certificate)
{
    /// <summary>Makes the certificate, the tables and an API key that may do everything.</summary>
    /// <returns>The key.</returns>
    public async Task<string> PrepareAsync(CancellationToken cancellation)
    {
        await RunAsync(Command(["--create-key-certificate", certificate]), cancellation);
        await RunAsync(Command([.. Settings, "--migrate"]), cancellation);
        var output = await RunAsync(Command([.. Settings, "--create-api-key", "Kills", "--role", "Admin"]), cancellation);
        return output.TrimEnd().Split('\n')[^1];
    }

    public KilledServer Start() => KilledServer.Start(Command([.. Settings, "--urls", "http://127.0.0.1:0"]));

    private IEnumerable<string> Settings =>
    [
        .. settings, "--Personalize:Security:KeyCertificate", certificate,
        "--Personalize:Demo:Enabled", "false", "--Personalize:Demo:Simulator", "false",
    ];

    private ProcessStartInfo Command(IReadOnlyList<string> arguments)
    {
        var start = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = Path.GetDirectoryName(program);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Logging__LogLevel__Default"] = "Error";

        // What lives for a second is started sooner without looking how to make it faster.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }

    private static async Task<string> RunAsync(ProcessStartInfo command, CancellationToken cancellation)
    {
        command.RedirectStandardOutput = true;
        using var process = Process.Start(command)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? output
            : throw new InvalidDataException($"The server's program ended with code {process.ExitCode}: {output}");
    }
}

using System.Diagnostics;
using Personalize.Tests.Data.Kill;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Kill;

/// <summary>The real server in a process of its own, to be killed without warning.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string ReadyLine = "Personalize is ready: open ";
    private readonly VictimProcess _process;

    private ServerProcess(VictimProcess process, Uri address, string key)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
    }

    public HttpClient Client { get; }

    /// <summary>Starts the server and waits until it says that it is ready.</summary>
    /// <param name="settings">Command-line settings that say where the data is.</param>
    /// <param name="key">API key of its client.</param>
    public static async Task<ServerProcess> StartAsync(IReadOnlyList<string> settings, string key, CancellationToken cancellation)
    {
        var process = VictimProcess.Start(Command([.. settings, "--urls", "http://127.0.0.1:0"]));
        while (await process.ReadLineAsync(cancellation) is { } line)
            if (line.StartsWith(ReadyLine, StringComparison.Ordinal)) return new ServerProcess(process, new Uri(line[ReadyLine.Length..].Split(' ')[0]), key);
        process.Dispose();
        throw new InvalidOperationException("The server ended before it was ready.");
    }

    /// <summary>Runs the server's program to its end, for an API key that may do everything.</summary>
    public static async Task<string> CreateKeyAsync(IReadOnlyList<string> settings, CancellationToken cancellation)
    {
        var start = Command([.. settings, "--create-api-key", "Kill test", "--role", "Admin"]);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        Assert.Equal(0, process.ExitCode);
        return output.TrimEnd().Split('\n')[^1];
    }

    /// <summary>Runs the server's program to its end.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(Command(arguments))!;
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    public Task KillAsync(CancellationToken cancellation) => _process.KillAsync(cancellation);

    public void Dispose()
    {
        Client.Dispose();
        _process.Dispose();
    }

    /// <summary>The server's program in production.</summary>
    public static ProcessStartInfo Command(IReadOnlyList<string> arguments)
    {
        var program = typeof(Program).Assembly.Location;
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, "--Personalize:Security:KeyCertificate", TestCertificate.Path, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        return start;
    }
}

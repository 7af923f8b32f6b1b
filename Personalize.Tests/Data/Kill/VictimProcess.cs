using System.Diagnostics;

namespace Personalize.Tests.Data.Kill;

/// <summary>A child process that prints lines and is killed without warning. Any command can be the victim.</summary>
internal sealed class VictimProcess : IDisposable
{
    private readonly Process _process;

    private VictimProcess(Process process) => _process = process;

    public static VictimProcess Start(ProcessStartInfo command)
    {
        command.RedirectStandardOutput = true;
        return new VictimProcess(Process.Start(command)!);
    }

    /// <summary>This test program again, with a verb of its own.</summary>
    public static VictimProcess StartSelf(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Personalize.Tests.dll");
        return Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments]));
    }

    /// <returns>The next line it printed; null when it has ended.</returns>
    public async Task<string?> ReadLineAsync(CancellationToken cancellation) =>
        await _process.StandardOutput.ReadLineAsync(cancellation);

    /// <returns>How it ended, which nobody asked it to do.</returns>
    public async Task<string> EndAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return $"The victim ended by itself with code {_process.ExitCode}; what it said stands in the log.";
    }

    /// <summary>SIGKILL: it gets no chance to finish, flush or clean up.</summary>
    /// <returns>What it had printed and nobody had read; the last line may be torn.</returns>
    public async Task<string[]> KillAsync(CancellationToken cancellation)
    {
        _process.Kill();
        var rest = await _process.StandardOutput.ReadToEndAsync(cancellation);
        await _process.WaitForExitAsync(cancellation);
        return rest.Split('\n');
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}

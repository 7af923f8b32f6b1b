using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Personalize.Benchmarks.Kill;

/// <summary>The real server in a process of its own, to be killed without warning.</summary>
internal sealed class KilledServer : IDisposable
{
    private const string ReadyLine = "Personalize is ready: open ";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly SocketsHttpHandler _line = new() { UseCookies = false, UseProxy = false };
    private HttpClient? _http;

    private KilledServer(Process process) => _process = process;

    public HttpClient Http => _http ?? throw new InvalidOperationException("The server is not ready yet.");

    public static KilledServer Start(ProcessStartInfo command)
    {
        command.RedirectStandardOutput = true;
        return new KilledServer(Process.Start(command)!);
    }

    /// <summary>Waits until the server says that it is ready.</summary>
    /// <exception cref="InvalidDataException">It ended, or took too long.</exception>
    public async Task ReadyAsync(string key, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LongestStart);
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (!line.StartsWith(ReadyLine, StringComparison.Ordinal)) continue;
                _http = new HttpClient(_line, disposeHandler: false) { BaseAddress = new Uri(line[ReadyLine.Length..].Split(' ')[0]) };
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
                // What it writes from now on nobody reads, and a full pipe would hold it up.
                _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidDataException($"The server was not ready after {LongestStart.TotalSeconds:0} s.");
        }

        throw new InvalidDataException("The server ended before it was ready; what it said stands above.");
    }

    /// <summary>SIGKILL: it gets no chance to finish, flush or clean up.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellation);
    }

    /// <summary>SIGTERM: it may end what it has begun.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync(CancellationToken cancellation)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        _http?.Dispose();
        _line.Dispose();
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}

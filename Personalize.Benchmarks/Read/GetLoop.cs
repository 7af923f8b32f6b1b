using System.Diagnostics;
using System.Text.Json;
using Personalize.Benchmarks.Load;

namespace Personalize.Benchmarks.Read;

/// <summary>Connections that ask again and again, each for the next user when it was answered or is due; in a process of their own.</summary>
internal static class GetLoop
{
    /// <summary>The command of the child; its plan comes over standard input.</summary>
    public const string Verb = "read-client";

    public static async Task<Gets> InChildAsync(GetPlan plan, CancellationToken cancellation)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Arguments()) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await child.StandardInput.WriteAsync(JsonSerializer.Serialize(plan).AsMemory(), cancellation);
        child.StandardInput.Close();
        // It says so when it begins, so that its own start counts for nobody.
        await child.StandardOutput.ReadLineAsync(cancellation);
        var before = Environment.CpuUsage.TotalTime;
        var gets = await child.StandardOutput.ReadLineAsync(cancellation);
        var used = Environment.CpuUsage.TotalTime - before;
        await child.WaitForExitAsync(cancellation);
        return (gets is null ? null : JsonSerializer.Deserialize<Gets>(gets)) is { } told
            ? told with { ServerProcessorSeconds = used.TotalSeconds }
            : throw new InvalidOperationException($"The client ended with {child.ExitCode} and told nothing.");
    }

    public static async Task<int> RunAsync(CancellationToken cancellation)
    {
        var plan = JsonSerializer.Deserialize<GetPlan>(await Console.In.ReadToEndAsync(cancellation))!;
        var connections = await Task.WhenAll(Enumerable.Range(0, plan.Connections).Select(_ => GetConnection.OpenAsync(plan.Url, plan.Key, cancellation)));
        Console.WriteLine("begins");
        var waits = new LatencyHistogram();
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(connections.Select((connection, index) => AskAsync(plan, connection, index, waits, began, cancellation)));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (var connection in connections) connection.Dispose();
        var latency = waits.Read();
        Console.WriteLine(JsonSerializer.Serialize(new Gets(
            latency.Count, connections.Sum(connection => connection.Failed), seconds, latency.P50 ?? 0, latency.P99 ?? 0, ServerProcessorSeconds: 0)));
        return 0;
    }

    private static async Task AskAsync(GetPlan plan, GetConnection connection, int index, LatencyHistogram waits, long began, CancellationToken cancellation)
    {
        var between = plan.Rate == 0 ? 0 : Stopwatch.Frequency * (double)plan.Connections / plan.Rate;
        var end = began + (plan.Seconds * Stopwatch.Frequency);
        for (long asked = 0; ; asked++)
        {
            var due = Stopwatch.GetTimestamp();
            if (between > 0)
            {
                // A request that begins late because the one before it was slow has waited since it was due.
                due = began + (long)((asked + ((double)index / plan.Connections)) * between);
                if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is { Ticks: > 0 } early) await Task.Delay(early, cancellation);
            }

            if (due >= end) return;
            await connection.GetAsync(1 + (((asked * plan.Connections) + index) % plan.Users), cancellation);
            waits.Add(due, Stopwatch.GetTimestamp());
        }
    }

    // Started through the dotnet command, the process is that, and the program its first argument.
    private static string[] Arguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0], Verb] : [Verb];
}

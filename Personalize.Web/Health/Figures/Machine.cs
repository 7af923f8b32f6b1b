using System.Diagnostics;

namespace Personalize.Web.Health.Figures;

/// <param name="Processor">Share of all processors that this process used since the last look, in [0, 1]; null at the first.</param>
/// <param name="GcPause">Share of the time since the start that the garbage collector held everything up.</param>
/// <param name="WorkWaiting">Work items that wait for a thread.</param>
public sealed record MachineFigures(
    double? Processor, int Processors, long Memory, long Heap, double GcPause, int Threads, long WorkWaiting, TimeSpan UpTime);

/// <summary>What this process takes of the machine.</summary>
/// <remarks>Looked at by the watch alone.</remarks>
internal sealed class Machine(TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();
    private (long At, TimeSpan Used)? _last;

    public MachineFigures Look()
    {
        var (now, used) = (time.GetTimestamp(), Environment.CpuUsage.TotalTime);
        double? share = _last is { } last && time.GetElapsedTime(last.At, now) is { Ticks: > 0 } passed
            ? (used - last.Used) / passed / Environment.ProcessorCount
            : null;
        _last = (now, used);
        using var process = Process.GetCurrentProcess();
        return new MachineFigures(
            share, Environment.ProcessorCount, process.WorkingSet64, GC.GetTotalMemory(forceFullCollection: false),
            GC.GetGCMemoryInfo().PauseTimePercentage / 100, ThreadPool.ThreadCount, ThreadPool.PendingWorkItemCount,
            time.GetElapsedTime(_startedAt, now));
    }
}

using System.Diagnostics;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>How far the memory of the process rose above where it stood.</summary>
/// <remarks>
/// The operating system's peak of the resident set, reset to now where that can be done (Linux), less the resident set at
/// the start, after a collection. Where it cannot be reset, only what rises above all earlier peaks shows.
/// </remarks>
internal sealed class PeakMemory
{
    private const string Marks = "/proc/self/clear_refs";
    private readonly long _before;

    private PeakMemory(long before) => _before = before;

    public static PeakMemory Start()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var self = Process.GetCurrentProcess();
        return new PeakMemory(Reset() ? self.WorkingSet64 : self.PeakWorkingSet64);
    }

    /// <summary>Bytes, 0 or more.</summary>
    public long Growth()
    {
        using var self = Process.GetCurrentProcess();
        return Math.Max(0, self.PeakWorkingSet64 - _before);
    }

    private static bool Reset()
    {
        try
        {
            // 5 resets the peak of the resident set; see proc(5).
            File.WriteAllText(Marks, "5");
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

using System.Diagnostics;
using System.Numerics.Tensors;

namespace Personalize.Benchmarks.Speed;

/// <summary>Loops that do one thing and nothing else: what the machine needs at the very least.</summary>
internal static class Bare
{
    /// <summary>Seconds for <paramref name="body"/> on every thread at once, the slowest counting.</summary>
    public static double OnThreads(int threads, Action<int> body)
    {
        var watch = Stopwatch.StartNew();
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, body);
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Seconds to add one to counters picked by a list, so often, shared out over threads.</summary>
    /// <param name="counters">How many counters there are.</param>
    /// <param name="picks">Which of them, over and over.</param>
    public static double Counting(long times, int counters, int[] picks, int threads) => OnThreads(threads, _ =>
    {
        var counts = new int[counters];
        unchecked
        {
            for (var done = 0L; done < times / threads; done += picks.Length)
            {
                foreach (var pick in picks) counts[pick]++;
            }
        }
        GC.KeepAlive(counts);
    });

    /// <summary>Seconds to read so many rows of floats once, as fast as they stream, shared out over threads.</summary>
    public static double Reading(long rows, int width, int threads) => OnThreads(threads, _ =>
    {
        var row = new float[width];
        var sum = 0f;
        for (var done = 0L; done < rows / threads; done++) sum += TensorPrimitives.Max(row);
        GC.KeepAlive(sum);
    });
}

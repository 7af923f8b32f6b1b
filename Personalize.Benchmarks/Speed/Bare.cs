using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

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

    /// <summary>Seconds for so many multiply-adds in single precision on values that never leave the registers, shared out over threads.</summary>
    public static double MultiplyingAndAdding(double times, int threads) => OnThreads(threads, _ =>
    {
        const int inFlight = 10;
        var factor = Vector256.Create(0.999f);
        Vector256<float> a = factor, b = factor, c = factor, d = factor, e = factor, f = factor, g = factor, h = factor, i = factor, j = factor;
        var rounds = (long)(times / threads / (inFlight * Vector256<float>.Count));
        for (var round = 0L; round < rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, factor, factor);
            b = Vector256.FusedMultiplyAdd(b, factor, factor);
            c = Vector256.FusedMultiplyAdd(c, factor, factor);
            d = Vector256.FusedMultiplyAdd(d, factor, factor);
            e = Vector256.FusedMultiplyAdd(e, factor, factor);
            f = Vector256.FusedMultiplyAdd(f, factor, factor);
            g = Vector256.FusedMultiplyAdd(g, factor, factor);
            h = Vector256.FusedMultiplyAdd(h, factor, factor);
            i = Vector256.FusedMultiplyAdd(i, factor, factor);
            j = Vector256.FusedMultiplyAdd(j, factor, factor);
        }
        GC.KeepAlive(Vector256.Sum(a + b + c + d + e + f + g + h + i + j));
    });
}

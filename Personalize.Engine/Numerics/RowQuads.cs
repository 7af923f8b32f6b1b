using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Personalize.Engine.Numerics;

/// <summary>Products of some rows with a vector and back, four rows at a time, so that the target is read and written once for four.</summary>
/// <remarks>Widths are multiples of 8.</remarks>
internal static class RowQuads
{
    /// <summary>target += Σ over the picked rows of (constant + sign · row·vector) · row.</summary>
    public static void AddProducts(
        ReadOnlySpan<float> rows, ReadOnlySpan<int> picked, ReadOnlySpan<float> vector, float constant, float sign, Span<float> target)
    {
        unchecked
        {
            var width = vector.Length;
            ref var start = ref MemoryMarshal.GetReference(rows);
            ref var x = ref MemoryMarshal.GetReference(vector);
            ref var y = ref MemoryMarshal.GetReference(target);
            var at = 0;
            for (; at <= picked.Length - 4; at += 4)
            {
                ref var r0 = ref Unsafe.Add(ref start, (nint)picked[at] * width);
                ref var r1 = ref Unsafe.Add(ref start, (nint)picked[at + 1] * width);
                ref var r2 = ref Unsafe.Add(ref start, (nint)picked[at + 2] * width);
                ref var r3 = ref Unsafe.Add(ref start, (nint)picked[at + 3] * width);
                Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
                for (nuint step = 0; step < (nuint)width; step += 8)
                {
                    var v = Vector256.LoadUnsafe(ref x, step);
                    s0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref r0, step), v, s0);
                    s1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref r1, step), v, s1);
                    s2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref r2, step), v, s2);
                    s3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref r3, step), v, s3);
                }
                AddScaled(
                    ref r0, ref r1, ref r2, ref r3, constant + sign * Vector256.Sum(s0), constant + sign * Vector256.Sum(s1),
                    constant + sign * Vector256.Sum(s2), constant + sign * Vector256.Sum(s3), ref y, (nuint)width);
            }
            for (; at < picked.Length; at++)
            {
                var row = rows.Slice(picked[at] * width, width);
                AddScaled(row, constant + sign * Dot(row, vector), target);
            }
        }
    }

    /// <summary>target += matrixᵀ · factors, of a matrix with one row per factor; their number is a multiple of 4.</summary>
    public static void AddScaledRows(ReadOnlySpan<float> matrix, ReadOnlySpan<float> factors, Span<float> target)
    {
        unchecked
        {
            var width = (nuint)target.Length;
            ref var start = ref MemoryMarshal.GetReference(matrix);
            ref var y = ref MemoryMarshal.GetReference(target);
            for (var row = 0; row < factors.Length; row += 4)
            {
                ref var r0 = ref Unsafe.Add(ref start, (nuint)row * width);
                AddScaled(
                    ref r0, ref Unsafe.Add(ref r0, width), ref Unsafe.Add(ref r0, 2 * width), ref Unsafe.Add(ref r0, 3 * width),
                    factors[row], factors[row + 1], factors[row + 2], factors[row + 3], ref y, width);
            }
        }
    }

    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        unchecked
        {
            ref var x = ref MemoryMarshal.GetReference(left);
            ref var y = ref MemoryMarshal.GetReference(right);
            Vector256<float> even = default, odd = default;
            nuint step = 0;
            for (; step + 16 <= (nuint)right.Length; step += 16)
            {
                even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, step), Vector256.LoadUnsafe(ref y, step), even);
                odd = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, step + 8), Vector256.LoadUnsafe(ref y, step + 8), odd);
            }
            if (step < (nuint)right.Length)
                even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, step), Vector256.LoadUnsafe(ref y, step), even);
            return Vector256.Sum(even + odd);
        }
    }

    public static void AddScaled(ReadOnlySpan<float> source, float factor, Span<float> target)
    {
        unchecked
        {
            ref var x = ref MemoryMarshal.GetReference(source);
            ref var y = ref MemoryMarshal.GetReference(target);
            var scale = Vector256.Create(factor);
            for (nuint step = 0; step < (nuint)target.Length; step += 8)
                Vector256.FusedMultiplyAdd(scale, Vector256.LoadUnsafe(ref x, step), Vector256.LoadUnsafe(ref y, step)).StoreUnsafe(ref y, step);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(
        ref float r0, ref float r1, ref float r2, ref float r3, float f0, float f1, float f2, float f3, ref float target, nuint width)
    {
        unchecked
        {
            var (s0, s1, s2, s3) = (Vector256.Create(f0), Vector256.Create(f1), Vector256.Create(f2), Vector256.Create(f3));
            for (nuint step = 0; step < width; step += 8)
            {
                var sum = Vector256.LoadUnsafe(ref target, step);
                sum = Vector256.FusedMultiplyAdd(s0, Vector256.LoadUnsafe(ref r0, step), sum);
                sum = Vector256.FusedMultiplyAdd(s1, Vector256.LoadUnsafe(ref r1, step), sum);
                sum = Vector256.FusedMultiplyAdd(s2, Vector256.LoadUnsafe(ref r2, step), sum);
                sum = Vector256.FusedMultiplyAdd(s3, Vector256.LoadUnsafe(ref r3, step), sum);
                sum.StoreUnsafe(ref target, step);
            }
        }
    }
}

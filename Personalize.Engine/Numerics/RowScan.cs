using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Numerics;

/// <summary>Finds the rows with the greatest products, in one pass and without an array of scores.</summary>
/// <remarks>
/// Four rows at a time are compared with the threshold of what is kept; only where one exceeds it the heap is asked. The pass
/// is as fast as memory gives the rows.
/// </remarks>
internal static class RowScan
{
    /// <param name="vector">Of length <see cref="FactorRows.Stride"/>; zeros in the padding.</param>
    /// <param name="count">How many at most, 0 or more.</param>
    /// <returns>Best first, ties by lower row; the scores are those of <see cref="RowQuads.Dot"/>, bit for bit. Products that are NaN are left out.</returns>
    public static RankedItem[] Top(FactorRows rows, ReadOnlySpan<float> vector, int count)
    {
        unchecked
        {
            var best = new TopK(Math.Min(count, rows.Count));
            var threshold = Vector128.Create((float)best.Threshold);
            var row = 0;
            for (; row <= rows.Count - 4; row += 4)
            {
                var products = OfFour(rows.Values, row * rows.Stride, vector);
                if (!Vector128.GreaterThanAny(products, threshold)) continue;
                for (var at = 0; at < 4; at++) best.Offer(row + at, products[at]);
                threshold = Vector128.Create((float)best.Threshold);
            }
            for (; row < rows.Count; row++) best.Offer(row, RowQuads.Dot(rows.Row(row), vector));
            return best.ToSorted();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> OfFour(float[] values, int first, ReadOnlySpan<float> vector)
    {
        unchecked
        {
            var width = (nuint)vector.Length;
            ref var x = ref Unsafe.AsRef(in vector[0]);
            ref var r0 = ref values[first];
            ref var r1 = ref Unsafe.Add(ref r0, width);
            ref var r2 = ref Unsafe.Add(ref r1, width);
            ref var r3 = ref Unsafe.Add(ref r2, width);
            Vector256<float> a0 = default, a1 = default, a2 = default, a3 = default;
            Vector256<float> b0 = default, b1 = default, b2 = default, b3 = default;
            for (nuint step = 0; step < width; step += 16)
            {
                var even = Vector256.LoadUnsafe(ref x, step);
                var odd = Vector256.LoadUnsafe(ref x, step + 8);
                a0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref r0, step), even, a0);
                b0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref r0, step + 8), odd, b0);
                a1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref r1, step), even, a1);
                b1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref r1, step + 8), odd, b1);
                a2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref r2, step), even, a2);
                b2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref r2, step + 8), odd, b2);
                a3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref r3, step), even, a3);
                b3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref r3, step + 8), odd, b3);
            }
            return Sums(a0 + b0, a1 + b1, a2 + b2, a3 + b3);
        }
    }

    // Neighbours, then pairs of neighbours, then the halves: the order of Vector256.Sum, four at once where the machine can.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sums(Vector256<float> first, Vector256<float> second, Vector256<float> third, Vector256<float> fourth)
    {
        if (!Avx.IsSupported) return Vector128.Create(Vector256.Sum(first), Vector256.Sum(second), Vector256.Sum(third), Vector256.Sum(fourth));
        var pairs = Avx.HorizontalAdd(Avx.HorizontalAdd(first, second), Avx.HorizontalAdd(third, fourth));
        return pairs.GetLower() + pairs.GetUpper();
    }
}

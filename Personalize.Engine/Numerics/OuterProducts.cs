using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Personalize.Engine.Numerics;

/// <summary>Adds row·rowᵀ of some rows to the upper triangle of a small matrix: the normal equations of one customer or item.</summary>
internal static class OuterProducts
{
    private const int TileRows = 4;
    private const int TileColumns = 16;

    // Values of the rows that are looked at together: half of the first cache.
    private const int CachedValues = 4096;

    /// <param name="rows">Row-major; a multiple of 16 values per row.</param>
    /// <param name="picked">Row numbers; repeats count again.</param>
    /// <param name="upper">stride × stride. Right on and above the diagonal; below it nonsense may be left in columns of the same sixteen.</param>
    public static void Add(ReadOnlySpan<float> rows, int stride, ReadOnlySpan<int> picked, Span<float> upper)
    {
        var together = Math.Max(16, CachedValues / stride);
        for (var first = 0; first < picked.Length; first += together)
        {
            var some = picked.Slice(first, Math.Min(together, picked.Length - first));
            AddFrom(0, ref MemoryMarshal.GetReference(rows), stride, some, upper, 1);
        }
    }

    /// <summary>The same with a sign, for the part of the matrix from a row and column on, a multiple of 4.</summary>
    public static void AddFrom(int from, ref float rows, int stride, ReadOnlySpan<int> picked, Span<float> upper, float sign)
    {
        unchecked
        {
            for (var column = from / TileColumns * TileColumns; column < stride; column += TileColumns)
            {
                for (var row = from; row < column + TileColumns; row += TileRows)
                    AddTile(ref rows, stride, picked, row, column, ref upper[row * stride + column], sign);
            }
        }
    }

    private static void AddTile(ref float rows, int stride, ReadOnlySpan<int> picked, int row, int column, ref float tile, float sign)
    {
        unchecked
        {
            Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default;
            Vector256<float> c20 = default, c21 = default, c30 = default, c31 = default;
            foreach (var pick in picked)
            {
                ref var values = ref Unsafe.Add(ref rows, (nint)pick * stride);
                ref var left = ref Unsafe.Add(ref values, row);
                var b0 = Vector256.LoadUnsafe(ref values, (nuint)column);
                var b1 = Vector256.LoadUnsafe(ref values, (nuint)column + 8);
                var a0 = Vector256.Create(left);
                c00 = Vector256.FusedMultiplyAdd(a0, b0, c00);
                c01 = Vector256.FusedMultiplyAdd(a0, b1, c01);
                var a1 = Vector256.Create(Unsafe.Add(ref left, 1));
                c10 = Vector256.FusedMultiplyAdd(a1, b0, c10);
                c11 = Vector256.FusedMultiplyAdd(a1, b1, c11);
                var a2 = Vector256.Create(Unsafe.Add(ref left, 2));
                c20 = Vector256.FusedMultiplyAdd(a2, b0, c20);
                c21 = Vector256.FusedMultiplyAdd(a2, b1, c21);
                var a3 = Vector256.Create(Unsafe.Add(ref left, 3));
                c30 = Vector256.FusedMultiplyAdd(a3, b0, c30);
                c31 = Vector256.FusedMultiplyAdd(a3, b1, c31);
            }
            var scale = Vector256.Create(sign);
            Give(ref tile, scale, c00, c01);
            Give(ref Unsafe.Add(ref tile, stride), scale, c10, c11);
            Give(ref Unsafe.Add(ref tile, 2 * stride), scale, c20, c21);
            Give(ref Unsafe.Add(ref tile, 3 * stride), scale, c30, c31);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Give(ref float row, Vector256<float> sign, Vector256<float> first, Vector256<float> second)
    {
        Vector256.FusedMultiplyAdd(sign, first, Vector256.LoadUnsafe(ref row)).StoreUnsafe(ref row);
        Vector256.FusedMultiplyAdd(sign, second, Vector256.LoadUnsafe(ref row, 8)).StoreUnsafe(ref row, 8);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Personalize.Engine.Numerics;

/// <summary>The inner kernel of dense products: C (6 rows × 2 vectors) += A·B, C held in twelve registers.</summary>
/// <remarks>
/// Per step of the depth two vectors and six scalars are read for twelve multiply-adds, so arithmetic and not memory is the
/// limit (Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication", 2008).
/// </remarks>
internal static class RegisterTile
{
    public const int Rows = 6;

    /// <summary>Columns: 16 floats or 8 doubles.</summary>
    public static int Columns<T>() => 2 * Vector256<T>.Count;

    /// <param name="a">Packed: for each step of the depth six values, one per row.</param>
    /// <param name="b">Packed: for each step of the depth one value per column.</param>
    /// <param name="c">First value of the tile.</param>
    /// <param name="stride">Distance between rows of C.</param>
    public static void Add<T>(ref T a, ref T b, int depth, ref T c, nuint stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        unchecked
        {
            var width = (nuint)Vector256<T>.Count;
            Vector256<T> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
            Vector256<T> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
            for (var step = 0; step < depth; step++)
            {
                var b0 = Vector256.LoadUnsafe(ref b);
                var b1 = Vector256.LoadUnsafe(ref b, width);
                var a0 = Vector256.Create(a);
                c00 = Fused.MultiplyAdd(a0, b0, c00);
                c01 = Fused.MultiplyAdd(a0, b1, c01);
                var a1 = Vector256.Create(Unsafe.Add(ref a, 1));
                c10 = Fused.MultiplyAdd(a1, b0, c10);
                c11 = Fused.MultiplyAdd(a1, b1, c11);
                var a2 = Vector256.Create(Unsafe.Add(ref a, 2));
                c20 = Fused.MultiplyAdd(a2, b0, c20);
                c21 = Fused.MultiplyAdd(a2, b1, c21);
                var a3 = Vector256.Create(Unsafe.Add(ref a, 3));
                c30 = Fused.MultiplyAdd(a3, b0, c30);
                c31 = Fused.MultiplyAdd(a3, b1, c31);
                var a4 = Vector256.Create(Unsafe.Add(ref a, 4));
                c40 = Fused.MultiplyAdd(a4, b0, c40);
                c41 = Fused.MultiplyAdd(a4, b1, c41);
                var a5 = Vector256.Create(Unsafe.Add(ref a, 5));
                c50 = Fused.MultiplyAdd(a5, b0, c50);
                c51 = Fused.MultiplyAdd(a5, b1, c51);
                a = ref Unsafe.Add(ref a, Rows);
                b = ref Unsafe.Add(ref b, 2 * Vector256<T>.Count);
            }
            Give(ref c, c00, c01);
            Give(ref Unsafe.Add(ref c, stride), c10, c11);
            Give(ref Unsafe.Add(ref c, 2 * stride), c20, c21);
            Give(ref Unsafe.Add(ref c, 3 * stride), c30, c31);
            Give(ref Unsafe.Add(ref c, 4 * stride), c40, c41);
            Give(ref Unsafe.Add(ref c, 5 * stride), c50, c51);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Give<T>(ref T row, Vector256<T> first, Vector256<T> second)
    {
        var width = (nuint)Vector256<T>.Count;
        (Vector256.LoadUnsafe(ref row) + first).StoreUnsafe(ref row);
        (Vector256.LoadUnsafe(ref row, width) + second).StoreUnsafe(ref row, width);
    }
}

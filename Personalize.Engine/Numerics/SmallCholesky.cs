using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Personalize.Engine.Numerics;

/// <summary>A = RᵀR and its solution for small symmetric positive definite matrices, up to some hundreds of rows.</summary>
/// <remarks>Eight rows at a time; what is left of the matrix is updated by <see cref="OuterProducts"/>. n³ / 3 operations.</remarks>
internal static class SmallCholesky
{
    /// <summary>Rows that are factored together.</summary>
    public const int Panel = 8;

    /// <param name="upper">Row-major n × n, n a multiple of 16; its upper triangle is read. Receives R, with zeros left of it in each panel.</param>
    /// <param name="size">n.</param>
    /// <returns>False when a pivot is not above 0: the matrix is not positive definite, as far as 24 bits can tell.</returns>
    public static bool TryFactor(Span<float> upper, int size)
    {
        Debug.Assert(size % 16 == 0);
        Span<int> panel = stackalloc int[Panel];
        for (var first = 0; first < size; first += Panel)
        {
            for (var row = first; row < first + Panel; row++)
            {
                panel[row - first] = row;
                SubtractPanel(upper, size, first, row);
                var pivot = upper[row * size + row];
                if (!(pivot > 0) || !float.IsFinite(pivot)) return false;
                Scale(upper.Slice(row * size + first, size - first), 1 / MathF.Sqrt(pivot));
                upper.Slice(row * size + first, row - first).Clear();
            }
            OuterProducts.AddFrom(first + Panel, ref MemoryMarshal.GetReference(upper), size, panel, upper, -1);
        }
        return true;
    }

    /// <summary>Solves RᵀR·x = b.</summary>
    /// <param name="factor">What <see cref="TryFactor"/> left.</param>
    /// <param name="values">b, of length <paramref name="size"/>; receives x.</param>
    public static void Solve(ReadOnlySpan<float> factor, int size, Span<float> values)
    {
        unchecked
        {
            Span<float> middle = stackalloc float[size];
            for (var row = 0; row < size; row++)
            {
                var from = row / Panel * Panel;
                middle[row] = values[row] / factor[row * size + row];
                RowQuads.AddScaled(factor.Slice(row * size + from, size - from), -middle[row], values[from..]);
            }
            values.Clear();
            for (var row = size - 1; row >= 0; row--)
            {
                var from = row / Panel * Panel;
                var rest = middle[row] - RowQuads.Dot(factor.Slice(row * size + from, size - from), values[from..]);
                values[row] = rest / factor[row * size + row];
            }
        }
    }

    // What earlier rows of the panel contribute to one row.
    private static void SubtractPanel(Span<float> upper, int size, int first, int row)
    {
        unchecked
        {
            ref var start = ref upper[0];
            ref var target = ref Unsafe.Add(ref start, row * size);
            for (var column = first; column < size; column += Panel)
            {
                var sum = Vector256.LoadUnsafe(ref target, (nuint)column);
                for (var other = first; other < row; other++)
                {
                    ref var source = ref Unsafe.Add(ref start, other * size);
                    sum = Vector256.FusedMultiplyAdd(
                        Vector256.Create(-Unsafe.Add(ref source, row)), Vector256.LoadUnsafe(ref source, (nuint)column), sum);
                }
                sum.StoreUnsafe(ref target, (nuint)column);
            }
        }
    }

    private static void Scale(Span<float> row, float factor)
    {
        var scale = Vector256.Create(factor);
        foreach (ref var chunk in MemoryMarshal.Cast<float, Vector256<float>>(row)) chunk *= scale;
    }
}

using System.Numerics;
using System.Numerics.Tensors;

namespace Personalize.Engine.Numerics;

/// <summary>Carries the inverse of XᵀX + λI over a row of X that comes or goes: Sherman and Morrison's formula, O(n²).</summary>
/// <remarks>P ∓ (Px)(Px)ᵀ / (1 ± xᵀPx). Exact but for rounding, and exactly symmetric.</remarks>
internal static class InverseUpdate
{
    /// <param name="inverse">P, row-major n × n, both triangles; updated in place.</param>
    /// <param name="columns">Where the row is 1, each in [0, n).</param>
    public static void Add<T>(T[] inverse, int size, ReadOnlySpan<int> columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var product = Product(inverse, size, columns);
        Apply(inverse, product, -1, 1 + SumAt(product, columns));
    }

    /// <inheritdoc cref="Add"/>
    /// <returns>False, and nothing changed, when XᵀX would no longer be positive definite: the row was never in it.</returns>
    public static bool TryRemove<T>(T[] inverse, int size, ReadOnlySpan<int> columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var product = Product(inverse, size, columns);
        var rest = 1 - SumAt(product, columns);
        if (!(rest > 0)) return false;
        Apply(inverse, product, 1, rest);
        return true;
    }

    // The vector is divided by the root of the divisor, so that the product of two of its values is the same both ways round.
    private static void Apply<T>(T[] inverse, double[] product, int sign, double divisor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = product.Length;
        var scaled = new T[size];
        for (var at = 0; at < size; at++) scaled[at] = T.CreateTruncating(product[at] / Math.Sqrt(divisor));
        for (var row = 0; row < size; row++)
        {
            if (product[row] == 0) continue;
            var target = inverse.AsSpan(row * size, size);
            TensorPrimitives.FusedMultiplyAdd(scaled, sign < 0 ? -scaled[row] : scaled[row], target, target);
        }
    }

    private static double[] Product<T>(T[] inverse, int size, ReadOnlySpan<int> columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var product = new double[size];
        foreach (var column in columns)
        {
            var row = inverse.AsSpan(column * size, size);
            for (var at = 0; at < row.Length; at++) product[at] += double.CreateTruncating(row[at]);
        }
        return product;
    }

    private static double SumAt(double[] values, ReadOnlySpan<int> columns)
    {
        var sum = 0d;
        foreach (var column in columns) sum += values[column];
        return sum;
    }
}

using System.Numerics;
using System.Numerics.Tensors;

namespace Personalize.Engine.Numerics;

/// <summary>Carries the inverse of XᵀX + λI over a row of X that comes or goes: Sherman and Morrison's formula, O(n²).</summary>
/// <remarks>P - w·(Px)(Px)ᵀ / (1 + w·xᵀPx) for a row of weight w. Exact but for rounding, and exactly symmetric.</remarks>
internal static class InverseUpdate
{
    /// <summary>Adds w·x·xᵀ to the matrix whose inverse is given.</summary>
    /// <param name="inverse">P, row-major n × n, both triangles; updated in place.</param>
    /// <param name="columns">Where x is 1, each in [0, n); it is 0 elsewhere.</param>
    /// <param name="weight">1 for a row that comes, -1 for one that goes.</param>
    /// <returns>False, and nothing changed, when the matrix would no longer be positive definite: such a row was never in it.</returns>
    public static bool TryAdd<T>(T[] inverse, int size, ReadOnlySpan<int> columns, double weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var product = Product(inverse, size, columns);
        var divisor = 1 + weight * SumAt(product, columns);
        if (!(divisor > 0)) return false;
        // The product of two scaled values is the same both ways round, and so are P's two triangles.
        var scale = Math.Sqrt(Math.Abs(weight) / divisor);
        var scaled = new T[size];
        for (var at = 0; at < size; at++) scaled[at] = T.CreateTruncating(product[at] * scale);
        for (var row = 0; row < size; row++)
        {
            if (product[row] == 0) continue;
            var target = inverse.AsSpan(row * size, size);
            TensorPrimitives.FusedMultiplyAdd(scaled, weight > 0 ? -scaled[row] : scaled[row], target, target);
        }
        return true;
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

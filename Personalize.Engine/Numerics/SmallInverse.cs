using System.Numerics.Tensors;

namespace Personalize.Engine.Numerics;

/// <summary>Inverts a small symmetric positive definite matrix in double, pivot by pivot.</summary>
internal static class SmallInverse
{
    /// <param name="matrix">Row-major n × n, both triangles. Receives the inverse, exactly symmetric, or nonsense if there is none.</param>
    /// <param name="size">n, 0 or more; meant for up to some hundreds.</param>
    /// <returns>False when a pivot is not above 0: the matrix is not positive definite.</returns>
    public static bool TryInvert(double[] matrix, int size)
    {
        for (var pivot = 0; pivot < size; pivot++)
        {
            var value = matrix[pivot * size + pivot];
            if (!(value > 0) || !double.IsFinite(value)) return false;
            Sweep(matrix, size, pivot, 1 / value);
        }
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column <= row; column++)
                matrix[row * size + column] = matrix[column * size + row] = -matrix[row * size + column];
        }
        return true;
    }

    private static void Sweep(double[] matrix, int size, int pivot, double inverse)
    {
        var pivotRow = matrix.AsSpan(pivot * size, size);
        for (var row = 0; row < size; row++)
        {
            if (row == pivot) continue;
            var target = matrix.AsSpan(row * size, size);
            var factor = target[pivot] * inverse;
            TensorPrimitives.FusedMultiplyAdd(pivotRow, -factor, target, target);
            target[pivot] = factor;
        }
        for (var column = 0; column < size; column++) pivotRow[column] *= inverse;
        pivotRow[pivot] = -inverse;
    }
}

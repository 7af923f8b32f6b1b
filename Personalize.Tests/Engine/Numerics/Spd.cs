using MathNet.Numerics.LinearAlgebra;

namespace Personalize.Tests.Engine.Numerics;

/// <summary>Seeded symmetric positive definite matrices.</summary>
internal static class Spd
{
    /// <returns>XᵀX / n + I for a random X: eigenvalues between 1 and about 5.</returns>
    public static Matrix<double> Of(int size, int seed = 1)
    {
        var random = new Random(seed);
        var x = Matrix<double>.Build.Dense(size, size, (_, _) => 2 * random.NextDouble() - 1);
        return x.TransposeThisAndMultiply(x) / size + Matrix<double>.Build.DenseIdentity(size);
    }

    /// <summary>Row-major, with nonsense above the diagonal: only the lower triangle may be read.</summary>
    public static double[] LowerOf(Matrix<double> matrix)
    {
        var values = matrix.ToRowMajorArray();
        for (var row = 0; row < matrix.RowCount; row++)
        {
            for (var column = row + 1; column < matrix.ColumnCount; column++) values[row * matrix.ColumnCount + column] = 1e6 + row;
        }
        return values;
    }
}

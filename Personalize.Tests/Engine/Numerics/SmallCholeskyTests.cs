using MathNet.Numerics.LinearAlgebra;
using Personalize.Engine.Numerics;

namespace Personalize.Tests.Engine.Numerics;

public sealed class SmallCholeskyTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(48)]
    [InlineData(64)]
    [InlineData(112)]
    [InlineData(256)]
    public void It_solves_what_MathNet_solves(int size)
    {
        var matrix = Spd.Of(size);
        var right = Vector<double>.Build.Dense(size, row => Math.Sin(row + 1));
        var upper = UpperOf(matrix);
        var values = right.Select(value => (float)value).ToArray();

        Assert.True(SmallCholesky.TryFactor(upper, size));
        SmallCholesky.Solve(upper, size, values);

        var expected = matrix.Cholesky().Solve(right);
        for (var row = 0; row < size; row++) Assert.Equal(expected[row], values[row], 3e-6);
    }

    [Fact]
    public void The_factor_is_that_of_MathNet()
    {
        const int size = 48;
        var matrix = Spd.Of(size);
        var upper = UpperOf(matrix);

        SmallCholesky.TryFactor(upper, size);

        var expected = matrix.Cholesky().Factor.Transpose();
        for (var row = 0; row < size; row++)
        {
            for (var column = row; column < size; column++) Assert.Equal(expected[row, column], upper[row * size + column], 3e-6);
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-2f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_matrix_that_is_not_positive_definite_is_refused(float last)
    {
        var upper = UpperOf(Matrix<double>.Build.DenseIdentity(32));
        upper[^1] = last;

        Assert.False(SmallCholesky.TryFactor(upper, 32));
    }

    // With nonsense below the diagonal: only the upper triangle may be read.
    private static float[] UpperOf(Matrix<double> matrix)
    {
        var upper = new float[matrix.RowCount * matrix.ColumnCount];
        for (var row = 0; row < matrix.RowCount; row++)
        {
            for (var column = 0; column < matrix.ColumnCount; column++)
                upper[row * matrix.ColumnCount + column] = column < row ? 1e6f + row : (float)matrix[row, column];
        }
        return upper;
    }
}

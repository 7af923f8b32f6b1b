using MathNet.Numerics.LinearAlgebra;
using Personalize.Engine.Numerics;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Numerics;

public sealed class SymmetricInverseTests
{
    // Below, at and above the kernel's 6 rows and 8 or 16 columns, the 96 rows of a block and the 128 pivots of a step.
    public static TheoryData<int> Sizes => [0, 1, 2, 5, 6, 7, 8, 15, 16, 17, 95, 96, 97, 127, 128, 129, 192, 257, 300];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void In_double_it_agrees_with_MathNet(int size)
    {
        var matrix = Spd.Of(Math.Max(1, size));
        var values = size == 0 ? [] : Spd.LowerOf(matrix);

        Assert.True(SymmetricInverse.TryInvert(values, size, SmallShop.Run()));

        if (size > 0) AssertClose(matrix.Inverse().ToRowMajorArray(), values, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void In_single_it_agrees_with_MathNet_to_six_digits(int size)
    {
        var matrix = Spd.Of(Math.Max(1, size));
        var values = size == 0 ? [] : Array.ConvertAll(Spd.LowerOf(matrix), value => (float)value);

        Assert.True(SymmetricInverse.TryInvert(values, size, SmallShop.Run()));

        if (size > 0) AssertClose(matrix.Inverse().ToRowMajorArray(), Array.ConvertAll(values, value => (double)value), 2e-6);
    }

    [Fact]
    public void The_inverse_is_exactly_symmetric()
    {
        const int size = 211;
        var values = Array.ConvertAll(Spd.LowerOf(Spd.Of(size)), value => (float)value);

        SymmetricInverse.TryInvert(values, size, SmallShop.Run());

        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < row; column++) Assert.Equal(values[row * size + column], values[column * size + row]);
        }
    }

    [Fact]
    public void One_thread_and_three_give_the_same_bits()
    {
        const int size = 413;
        var alone = Array.ConvertAll(Spd.LowerOf(Spd.Of(size)), value => (float)value);
        var together = alone.AsSpan().ToArray();

        SymmetricInverse.TryInvert(alone, size, SmallShop.Run(threads: 1));
        SymmetricInverse.TryInvert(together, size, SmallShop.Run(threads: 3));

        Assert.Equal(alone, together);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_matrix_that_is_not_positive_definite_has_no_inverse_here(double diagonal)
    {
        var matrix = Matrix<double>.Build.DenseIdentity(150);
        matrix[149, 149] = diagonal;

        Assert.False(SymmetricInverse.TryInvert(matrix.ToRowMajorArray(), 150, SmallShop.Run()));
    }

    [Fact]
    public void A_cancelled_run_stops()
    {
        var run = SmallShop.Run() with { Cancellation = new CancellationToken(canceled: true) };

        Assert.Throws<OperationCanceledException>(() => SymmetricInverse.TryInvert(Spd.LowerOf(Spd.Of(10)), 10, run));
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        for (var at = 0; at < expected.Length; at++) Assert.Equal(expected[at], actual[at], tolerance);
    }
}

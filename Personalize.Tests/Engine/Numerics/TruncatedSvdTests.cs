using MathNet.Numerics.LinearAlgebra;
using Personalize.Engine.Interactions;
using Personalize.Engine.Numerics;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Numerics;

public sealed class TruncatedSvdTests
{
    [Fact]
    public void Two_by_two_by_hand()
    {
        // XᵀX of [[3, 0], [4, 5]] is [[25, 20], [20, 25]]: eigenvalues 45 and 5, vectors (1, 1) / √2 and (1, -1) / √2.
        var svd = TruncatedSvd.Of(Sparse(Matrix<double>.Build.DenseOfArray(new double[,] { { 3, 0 }, { 4, 5 } })), 2, 2, SmallShop.Run());

        Assert.Equal(6.708204, svd.Values[0], 1e-6);
        Assert.Equal(2.236068, svd.Values[1], 1e-6);
        Assert.Equal([Math.Sqrt(.5), Math.Sqrt(.5)], svd.Vectors[0], (one, two) => Math.Abs(one - two) < 1e-9);
        Assert.Equal(0, svd.Vectors[1].Sum(), 1e-9);
    }

    [Fact]
    public void The_greatest_values_and_vectors_are_those_of_MathNet()
    {
        var random = new Random(6);
        var dense = Matrix<double>.Build.Dense(90, 40, (_, column) => random.Next(6) == 0 ? Math.Exp(-column / 8d) : 0);
        var svd = TruncatedSvd.Of(Sparse(dense), 5, 8, SmallShop.Run());
        var expected = dense.Svd();

        for (var at = 0; at < 5; at++)
        {
            Assert.Equal(expected.S[at], svd.Values[at], 1e-4);
            Assert.Equal(1, Math.Abs(expected.VT.Row(at).DotProduct(Vector<double>.Build.DenseOfArray(svd.Vectors[at]))), 1e-4);
            Assert.True(svd.Vectors[at].MaxBy(Math.Abs) > 0);
        }
    }

    [Fact]
    public void Beyond_the_rank_of_the_matrix_there_is_nothing()
    {
        // Rank 1: all rows are alike.
        var svd = TruncatedSvd.Of(Sparse(Matrix<double>.Build.Dense(7, 4, (_, column) => column + 1)), 3, 2, SmallShop.Run());

        Assert.Equal(Math.Sqrt(7 * 30), svd.Values[0], 1e-9);
        Assert.Equal(0, svd.Values[1]);
        Assert.Equal(new double[4], svd.Vectors[2]);
    }

    [Fact]
    public void One_thread_and_two_give_the_same_bits()
    {
        var matrix = SmallShop.Make(customers: 700).Input.Activities.Interactions; // more than two blocks

        var (alone, together) = (TruncatedSvd.Of(matrix, 8, 2, SmallShop.Run()), TruncatedSvd.Of(matrix, 8, 2, SmallShop.Run(threads: 2)));

        Assert.Equal(alone.Values, together.Values);
        Assert.Equal(alone.Vectors, together.Vectors);
    }

    [Fact]
    public void No_columns_are_no_problem() =>
        Assert.Empty(TruncatedSvd.Of(new InteractionMatrixBuilder(3, 0).Build(), 5, 2, SmallShop.Run()).Values);

    private static InteractionMatrix Sparse(Matrix<double> dense)
    {
        var builder = new InteractionMatrixBuilder(dense.RowCount, dense.ColumnCount);
        foreach (var (row, column, value) in dense.EnumerateIndexed(Zeros.AllowSkip)) builder.Add(row, column, value);
        return builder.Build();
    }
}

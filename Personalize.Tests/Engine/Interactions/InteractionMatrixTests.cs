using Personalize.Engine.Interactions;

namespace Personalize.Tests.Engine.Interactions;

public sealed class InteractionMatrixTests
{
    [Fact]
    public void Duplicate_pairs_are_summed_rows_sorted_and_zeros_dropped()
    {
        var builder = new InteractionMatrixBuilder(2, 4);
        builder.Add(1, 3, 1);
        builder.Add(1, 0, 2);
        builder.Add(1, 3, 0.5);
        builder.Add(0, 1, 1);
        builder.Add(0, 1, -1);
        builder.Add(0, 2, 0);
        var matrix = builder.Build();

        Assert.Equal(2, matrix.EntryCount);
        Assert.Empty(matrix.Row(0).Columns.ToArray());
        Assert.Equal([0, 3], matrix.Row(1).Columns.ToArray());
        Assert.Equal([2f, 1.5f], matrix.Row(1).Values.ToArray());
    }

    [Fact]
    public void Transposing_twice_gives_the_same_instance()
    {
        var matrix = new InteractionMatrixBuilder(3, 2).Build();

        Assert.Same(matrix, matrix.Transposed.Transposed);
        Assert.Same(matrix.Transposed, matrix.Transposed);
    }

    [Fact]
    public void A_matrix_and_its_transpose_agree_with_a_table()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var (rows, columns) = (random.Next(6), random.Next(6));
            var table = new double[rows, columns];
            var builder = new InteractionMatrixBuilder(rows, columns);
            for (var entry = 0; entry < 20 && rows * columns > 0; entry++)
            {
                var (row, column, value) = (random.Next(rows), random.Next(columns), random.Next(-3, 4));
                table[row, column] += value;
                builder.Add(row, column, value);
            }
            var matrix = builder.Build();

            Assert.Equal(table.Cast<double>().Count(value => value != 0), matrix.EntryCount);
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    Assert.Equal(table[row, column], At(matrix, row, column));
                    Assert.Equal(table[row, column], At(matrix.Transposed, column, row));
                }
            }
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_row_outside_the_range_throws(int row) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = new InteractionMatrixBuilder(2, 1).Build().Row(row).Columns.Length; });

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(2, 0, 1)]
    [InlineData(0, -1, 1)]
    [InlineData(0, 3, 1)]
    [InlineData(0, 0, double.NaN)]
    [InlineData(0, 0, double.PositiveInfinity)]
    public void Impossible_interactions_are_refused(int row, int column, double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new InteractionMatrixBuilder(2, 3).Add(row, column, value));

    [Fact]
    public void A_sum_beyond_float_is_an_overflow()
    {
        var builder = new InteractionMatrixBuilder(1, 1);
        builder.Add(0, 0, 3e38);
        builder.Add(0, 0, 3e38);

        Assert.Throws<OverflowException>(() => builder.Build());
    }

    [Fact]
    public void The_last_row_and_column_can_be_used()
    {
        var builder = new InteractionMatrixBuilder(3, 5);
        builder.Add(2, 4, 7);

        Assert.Equal(7, At(builder.Build(), 2, 4));
    }

    private static double At(InteractionMatrix matrix, int row, int column)
    {
        var at = matrix.Row(row).Columns.IndexOf(column);
        return at < 0 ? 0 : matrix.Row(row).Values[at];
    }
}

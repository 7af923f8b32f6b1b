using Personalize.Engine.Numerics;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Numerics;

/// <summary>Outer products, products of rows, and the search for the greatest of them, against plain loops.</summary>
public sealed class RowKernelTests
{
    private const int Rows = 137;

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(64)]
    [InlineData(100)]
    public void Outer_products_fill_the_upper_triangle(int width)
    {
        var rows = Random(Rows, width);
        int[] picked = [.. Enumerable.Range(0, Rows).Where(row => row % 3 != 1), 5, 5]; // more than are looked at together; repeats
        var upper = new float[rows.Stride * rows.Stride];

        OuterProducts.Add(rows.Values, rows.Stride, picked, upper);

        for (var row = 0; row < rows.Stride; row++)
        {
            for (var column = row; column < rows.Stride; column++)
            {
                var expected = picked.Sum(pick => (double)rows.Row(pick)[row] * rows.Row(pick)[column]);
                Assert.Equal(expected, upper[row * rows.Stride + column], 1e-4);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_Gram_matrix_is_whole_and_the_same_at_any_parallelism(int threads)
    {
        var rows = Random(1100, 20); // more than two blocks
        var gram = rows.Gram(.5f, SmallShop.Run(threads: threads));

        Assert.Equal(rows.Gram(.5f, SmallShop.Run()), gram);
        for (var row = 0; row < rows.Stride; row++)
        {
            for (var column = 0; column < rows.Stride; column++)
            {
                var expected = .5 * Enumerable.Range(0, 1100).Sum(at => (double)rows.Row(at)[row] * rows.Row(at)[column]);
                Assert.Equal(expected, gram[row * rows.Stride + column], 1e-3);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public void Products_of_rows_come_back_as_rows(int count)
    {
        var rows = Random(Rows, 24);
        var vector = Random(1, 24).Row(0).ToArray();
        int[] picked = [.. Enumerable.Range(0, count).Select(at => Rows - 1 - at)];
        var target = Enumerable.Repeat(1f, vector.Length).ToArray();

        RowQuads.AddProducts(rows.Values, picked, vector, 2, -1, target);

        for (var column = 0; column < vector.Length; column++)
        {
            var expected = 1 + picked.Sum(row => (2 - Product(rows, row, vector)) * rows.Row(row)[column]);
            Assert.Equal(expected, target[column], 1e-4);
        }
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 5)]
    [InlineData(3, 5)]
    [InlineData(4, 0)]
    [InlineData(137, 1)]
    [InlineData(137, 10)]
    [InlineData(137, 500)]
    public void A_scan_finds_what_sorting_all_scores_finds(int count, int best)
    {
        var rows = Random(count, 20);
        if (count > 100) rows.Row(9).CopyTo(rows.Row(70)); // a tie
        var vector = Random(1, 20).Row(0).ToArray();
        var scores = Enumerable.Range(0, count).Select(row => RowQuads.Dot(rows.Row(row), vector)).ToArray();

        Assert.Equal(Ranker.Top([.. Enumerable.Range(0, count)], scores, best), RowScan.Top(rows, vector, best));
    }

    [Fact]
    public void A_row_that_is_not_a_number_is_left_out()
    {
        var rows = Random(9, 16);
        rows.Row(2)[3] = float.NaN;
        rows.Row(8)[0] = float.NaN; // in the remainder of the fours

        var found = RowScan.Top(rows, Enumerable.Repeat(1f, 16).ToArray(), 9);

        Assert.Equal([0, 1, 3, 4, 5, 6, 7], found.Select(row => row.Item).Order());
    }

    [Fact]
    public void Bytes_lose_less_than_one_in_a_thousand_of_the_best_ten()
    {
        var rows = Random(3000, 64);
        var quantised = new QuantisedRows(rows);
        var queries = Random(200, 64, seed: 9);
        var found = 0;
        for (var query = 0; query < queries.Count; query++)
        {
            var vector = queries.Row(query).ToArray();
            found += quantised.Top(vector, 10, shortlist: 200).Intersect(RowScan.Top(rows, vector, 10)).Count();
        }

        Assert.True(found >= .999 * 10 * queries.Count, $"{found} of {10 * queries.Count}");
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 3)]
    [InlineData(50, 0)]
    [InlineData(50, 50)]
    public void Bytes_with_a_shortlist_of_all_rows_find_exactly_the_best(int count, int best)
    {
        var rows = Random(count, 33);
        if (count > 10) rows.Row(7).Clear(); // no scale
        var vector = Random(1, 33, seed: 4).Row(0).ToArray();

        Assert.Equal(RowScan.Top(rows, vector, best), new QuantisedRows(rows).Top(vector, best, count));
    }

    private static double Product(FactorRows rows, int row, float[] vector) =>
        vector.Select((value, at) => (double)value * rows.Row(row)[at]).Sum();

    private static FactorRows Random(int count, int width, int seed = 2)
    {
        var random = new Random(seed);
        var rows = new FactorRows(count, width);
        for (var row = 0; row < count; row++)
        {
            foreach (ref var value in rows.Row(row)[..width]) value = 2 * random.NextSingle() - 1;
        }
        return rows;
    }
}

using Personalize.Engine.Numerics;

namespace Personalize.Tests.Engine.Numerics;

public sealed class InverseUpdateTests
{
    // X = [11; 10; 01; 11], λ = 1: G = [[4, 2], [2, 4]], P = [[4, -2], [-2, 4]] / 12.
    private static double[] Small => [1 / 3d, -1 / 6d, -1 / 6d, 1 / 3d];

    [Fact]
    public void Adding_a_row_gives_what_inverting_anew_gives()
    {
        var inverse = Small;

        Assert.True(InverseUpdate.TryAdd(inverse, 2, [0], 1));

        // G = [[5, 2], [2, 4]], determinant 16.
        double[] expected = [.25, -.125, -.125, .3125];
        for (var at = 0; at < 4; at++) Assert.Equal(expected[at], inverse[at], 1e-12);
    }

    [Fact]
    public void Taking_a_row_away_again_restores_the_inverse()
    {
        var inverse = Small;

        Assert.True(InverseUpdate.TryAdd(inverse, 2, [0, 1], 1));
        Assert.True(InverseUpdate.TryAdd(inverse, 2, [0, 1], -1));

        for (var at = 0; at < 4; at++) Assert.Equal(Small[at], inverse[at], 1e-12);
    }

    [Fact]
    public void A_row_that_was_never_there_cannot_be_taken_away()
    {
        double[] inverse = [1]; // G = λ = 1 and nothing else

        Assert.False(InverseUpdate.TryAdd(inverse, 1, [0], -1));
        Assert.Equal([1], inverse);
    }

    [Fact]
    public void Fifty_changes_of_a_larger_matrix_agree_with_MathNet()
    {
        const int size = 37;
        var random = new Random(8);
        var gram = Spd.Of(size);
        var inverse = gram.Inverse().ToRowMajorArray();
        for (var change = 0; change < 50; change++)
        {
            int[] columns = [.. Enumerable.Range(0, size).Where(_ => random.Next(4) == 0)];
            var weight = change % 2 == 0 ? 1 : .5;
            Assert.True(InverseUpdate.TryAdd(inverse, size, columns, weight));
            foreach (var row in columns)
            {
                foreach (var column in columns) gram[row, column] += weight;
            }
        }
        var expected = gram.Inverse().ToRowMajorArray();

        for (var at = 0; at < expected.Length; at++) Assert.Equal(expected[at], inverse[at], 1e-12);
    }

    [Fact]
    public void The_updated_inverse_is_exactly_symmetric()
    {
        const int size = 37;
        var inverse = new float[size * size];
        for (var at = 0; at < size; at++) inverse[at * (size + 1)] = 0.3f + 0.01f * at;

        InverseUpdate.TryAdd(inverse, size, [1, 5, 36], 1);
        InverseUpdate.TryAdd(inverse, size, [0, 1, 30], .7);

        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < row; column++) Assert.Equal(inverse[row * size + column], inverse[column * size + row]);
        }
    }
}

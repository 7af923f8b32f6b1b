using Personalize.Engine.Neighbours;

namespace Personalize.Tests.Engine.Neighbours;

public sealed class SimilarityTests
{
    [Fact]
    public void Cosine_is_the_one_worked_by_hand() =>
        // (5·4 + 3·2 + 4·5) / (√50 · √45) = 46 / 47.434165
        Assert.Equal(.969765, Similarity.Cosine([5, 3, 4], [4, 2, 5]), 1e-6);

    [Fact]
    public void Cosine_of_a_zero_vector_is_0()
    {
        Assert.Equal(0, Similarity.Cosine([0, 0], [1, 2]));
        Assert.Equal(0, Similarity.Cosine([], []));
    }

    [Fact]
    public void Cosine_reaches_but_never_passes_its_ends()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            double[] vector = [.. Enumerable.Range(0, 7).Select(_ => random.NextDouble() * Math.Pow(10, random.Next(-100, 100)))];

            Assert.InRange(Similarity.Cosine(vector, vector), 1 - 1e-12, 1);
            Assert.InRange(Similarity.Cosine(vector, [.. vector.Select(value => -value)]), -1, -1 + 1e-12);
        }
    }

    [Fact]
    public void Different_lengths_are_refused() =>
        Assert.Throws<ArgumentException>(() => Similarity.Cosine([1], [1, 2]));
}

using Personalize.Engine.Text;

namespace Personalize.Tests.Engine.Text;

public sealed class SparseVectorTests
{
    [Fact]
    public void Dot_meets_only_shared_indices() =>
        // 2·5 + 3·7 = 31
        Assert.Equal(31, SparseVector.Of([0, 4, 9], [1, 2, 3]).Dot(SparseVector.Of([4, 5, 9], [5, 6, 7])));

    [Fact]
    public void Cosine_of_an_empty_vector_is_0()
    {
        Assert.Equal(0, SparseVector.Empty.Cosine(SparseVector.Of([1], [1])));
        Assert.Equal(0, SparseVector.Empty.Cosine(SparseVector.Empty));
    }

    [Fact]
    public void Cosine_stays_within_its_range_and_is_symmetric()
    {
        var random = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            var (one, other) = (Drawn(random), Drawn(random));

            Assert.InRange(one.Cosine(other), -1, 1);
            Assert.Equal(one.Cosine(other), other.Cosine(one));
            Assert.Equal(one.Count == 0 ? 0 : 1, one.Cosine(one), 1e-12);
        }
    }

    [Fact]
    public void Normalised_has_length_1_even_when_all_values_are_tiny() =>
        Assert.Equal(1, SparseVector.Of([0, 1], [3e-30f, 4e-30f]).Normalised().Norm, 1e-6);

    [Fact]
    public void Strongest_keeps_the_greatest_magnitudes_in_index_order()
    {
        var kept = SparseVector.Of([1, 2, 3, 4], [1, -5, 3, 3]).Strongest(2);

        Assert.Equal([2, 3], kept.Indices.ToArray());
        Assert.Equal([-5f, 3f], kept.Values.ToArray());
    }

    [Fact]
    public void Broken_rules_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SparseVector.Of([1, 1], [1, 1]));
        Assert.Throws<ArgumentException>(() => SparseVector.Of([2, 1], [1, 1]));
        Assert.Throws<ArgumentException>(() => SparseVector.Of([-1], [1]));
        Assert.Throws<ArgumentException>(() => SparseVector.Of([1], [0]));
        Assert.Throws<ArgumentException>(() => SparseVector.Of([1], [float.NaN]));
        Assert.Throws<ArgumentException>(() => SparseVector.Of([1, 2], [1]));
    }

    private static SparseVector Drawn(Random random)
    {
        int[] indices = [.. Enumerable.Range(0, 12).Where(_ => random.Next(2) == 0)];
        return SparseVector.Of(indices, [.. indices.Select(_ => (float)(random.NextDouble() - 0.5) * 10 + 0.001f)]);
    }
}

using Personalize.Engine.Numerics;

namespace Personalize.Tests.Engine.Numerics;

public sealed class SoftmaxTests
{
    [Fact]
    public void Attention_refuses_values_of_unlike_length_and_a_query_of_nothing()
    {
        Assert.Throws<ArgumentException>(() => Softmax.Attention([1], [[1], [1]], [[1, 2], [1]]));
        Assert.Throws<ArgumentException>(() => Softmax.Attention([], [[]], [[1]]));
    }

    [Fact]
    public void One_two_three_by_hand() => Assert.Equal([0.090031, 0.244728, 0.665241], Softmax.Of([1, 2, 3]).Select(share => Math.Round(share, 6)));

    [Fact]
    public void Great_values_do_not_overflow() => Assert.Equal([0.5, 0.5], Softmax.Of([1000, 1000]));

    [Fact]
    public void What_is_masked_has_no_share_even_where_all_is()
    {
        Assert.Equal([1d, 0d], Softmax.Of([3, double.NegativeInfinity]));
        Assert.Equal([0d, 0d], Softmax.Of([double.NegativeInfinity, double.NegativeInfinity]));
        Assert.Empty(Softmax.Of([]));
    }

    [Fact]
    public void Attention_by_hand()
    {
        // q·K = (1, 0), over √2 and through softmax (.669762, .330238): .669762·(1, 2) + .330238·(3, 4).
        var seen = Softmax.Attention([1, 0], [[1, 0], [0, 1]], [[1, 2], [3, 4]]);

        Assert.Equal([1.660477, 2.660477], seen.Select(value => Math.Round(value, 6)));
    }

    [Fact]
    public void Keys_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Softmax.Attention([1, 0], [[1]], [[1]]));
        Assert.Throws<ArgumentException>(() => Softmax.Attention([1, 0], [[1, 0]], []));
        Assert.Throws<ArgumentException>(() => Softmax.Attention([1, 0], [], []));
    }
}

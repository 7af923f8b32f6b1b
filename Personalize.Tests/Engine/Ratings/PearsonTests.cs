using Personalize.Engine.Ratings;

namespace Personalize.Tests.Engine.Ratings;

public sealed class PearsonTests
{
    // Means 4 and 11/3: Σdxdy = 1·1/3 + (-1)(-5/3) + 0·4/3 = 2, Σdx² = 2, Σdy² = 14/3; 2 / √(28/3) = .654654.
    private static readonly double[] X = [5, 3, 4];
    private static readonly double[] Y = [4, 2, 5];

    [Fact]
    public void Three_pairs_by_hand() => Assert.Equal(0.654654, Pearson.Of(X, Y), 6);

    // .654654 · 3 / 13
    [Fact]
    public void Three_pairs_are_believed_three_in_thirteen_at_a_shrinkage_of_ten() => Assert.Equal(0.151074, Pearson.Shrunk(Pearson.Of(X, Y), 3, 10), 6);

    [Fact]
    public void No_pairs_are_believed_nothing() => Assert.Equal(0, Pearson.Shrunk(1, 0, 0));

    [Fact]
    public void A_series_and_itself_agree_wholly_and_its_opposite_not_at_all()
    {
        Assert.Equal(1, Pearson.Of(X, X), 12);
        Assert.Equal(-1, Pearson.Of(X, [-5, -3, -4]), 12);
    }

    [Fact]
    public void A_variance_that_is_small_beside_the_mean_is_not_lost() =>
        Assert.Equal(1, Pearson.Of([100_000, 100_001, 100_002], [1, 2, 3]), 12);

    [Fact]
    public void What_never_varies_agrees_with_nothing()
    {
        Assert.Equal(0, Pearson.Of([0.1, 0.1, 0.1], Y));
        Assert.Equal(0, Pearson.Of([], []));
        Assert.Equal(0, Pearson.Of([1], [2]));
    }

    [Fact]
    public void Series_of_unlike_length_are_refused() => Assert.Throws<ArgumentException>(() => Pearson.Of(X, [1, 2]));
}

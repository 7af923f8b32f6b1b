using Personalize.Engine.Clusters;
using Personalize.Engine.Text;

namespace Personalize.Tests.Engine.Clusters;

public sealed class KMeansSeedingTests
{
    [Fact]
    public void The_next_centre_is_drawn_in_proportion_to_squared_distance()
    {
        // Points 0, 1, 10, 11 with the first centre at 0: D² = 0, 1, 100, 121, sum 222.
        var probabilities = KMeansSeeding.Probabilities([0, 1, 100, 121]);

        Assert.Equal(0, probabilities[0]);
        Assert.Equal(.004505, probabilities[1], 1e-6);
        Assert.Equal(.450450, probabilities[2], 1e-6);
        Assert.Equal(.545045, probabilities[3], 1e-6);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(.004, 1)]
    [InlineData(.005, 2)]
    [InlineData(.454, 2)]
    [InlineData(.456, 3)]
    [InlineData(.9999999999999999, 3)]
    public void A_draw_falls_into_the_stretch_of_its_point(double uniform, int point) =>
        Assert.Equal(point, KMeansSeeding.Draw([0, 1, 100, 121], uniform));

    [Fact]
    public void The_last_point_is_never_drawn_when_it_is_a_centre() =>
        Assert.Equal(1, KMeansSeeding.Draw([3, 4, 0], 0.9999999999999999));

    [Fact]
    public void There_are_never_more_centres_than_distinct_points()
    {
        SparseVector[] points = [.. Enumerable.Range(0, 9).Select(number => SparseVector.Of([number % 3], [0.3f]))];

        var seeds = KMeansSeeding.Choose(points, 3, 9, new Random(1));

        Assert.Equal([0, 1, 2], seeds.Select(seed => seed % 3).Order());
    }
}

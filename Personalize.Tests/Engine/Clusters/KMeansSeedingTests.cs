using Personalize.Engine.Clusters;
using Personalize.Engine.Text;

namespace Personalize.Tests.Engine.Clusters;

public sealed class KMeansSeedingTests
{
    [Fact]
    public void The_next_centre_is_drawn_in_proportion_to_squared_distance()
    {
        // Points 0, 1, 10, 11 with the first centre at 0: D² = 0, 1, 100, 121, sum 222; shares 0, .0045, .4505 and .5450.
        var drawn = new int[4];
        for (var at = 0; at < 222_000; at++) drawn[KMeansSeeding.Draw([0, 1, 100, 121], (at + 0.5) / 222_000)]++;

        Assert.Equal([0, 1000, 100_000, 121_000], drawn);
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

        var seeds = KMeansSeeding.Choose(points, 3, 9, new Random(1), CancellationToken.None);

        Assert.Equal([0, 1, 2], seeds.Select(seed => seed % 3).Order());
    }

    [Fact]
    public void Choosing_can_be_cancelled_before_every_draw()
    {
        using var source = new CancellationTokenSource();
        var random = new CancellingRandom(source, draws: 3);
        SparseVector[] points = [.. Enumerable.Range(0, 9).Select(number => SparseVector.Of([number], [1f]))];

        Assert.Throws<OperationCanceledException>(() => KMeansSeeding.Choose(points, 9, 9, random, source.Token));
        Assert.Equal(0, random.DrawsLeft);
    }

    private sealed class CancellingRandom(CancellationTokenSource source, int draws) : Random(1)
    {
        public int DrawsLeft { get; private set; } = draws;

        public override double NextDouble()
        {
            if (--DrawsLeft == 0) source.Cancel();
            return base.NextDouble();
        }
    }
}

using Personalize.Engine.Engagement;

namespace Personalize.Tests.Engine.Engagement;

public sealed class ScoreScaleTests
{
    private static readonly ScoreScale Scale = ScoreScale.Of([5, 1, 2, 2]);

    [Theory]
    [InlineData(1, .125, 0)]        // (0 + ½·1) / 4
    [InlineData(2, .5, .25)]        // (1 + ½·2) / 4; (2 − 1) / (5 − 1)
    [InlineData(5, .875, 1)]        // (3 + ½·1) / 4
    [InlineData(3, .75, .5)]        // between members: 3 below
    public void Percentile_and_min_max_are_those_worked_by_hand(double value, double percentile, double minMax)
    {
        Assert.Equal(percentile, Scale.Normalise(value, ScaleKind.Percentile), 1e-12);
        Assert.Equal(minMax, Scale.Normalise(value, ScaleKind.MinMax), 1e-12);
    }

    [Fact]
    public void Z_score_uses_the_population_deviation() =>
        // μ = 2.5, σ² = (2.25 + .25 + .25 + 6.25) / 4 = 2.25, (5 − 2.5) / 1.5
        Assert.Equal(5 / 3d, Scale.Normalise(5, ScaleKind.ZScore), 1e-12);

    [Theory]
    [InlineData(0, .125, 0)]
    [InlineData(100, .875, 1)]
    public void A_value_outside_the_population_counts_as_its_end(double value, double percentile, double minMax)
    {
        Assert.Equal(percentile, Scale.Normalise(value, ScaleKind.Percentile));
        Assert.Equal(minMax, Scale.Normalise(value, ScaleKind.MinMax));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void One_value_or_equal_values_are_neutral(int count)
    {
        var scale = ScoreScale.Of([.. Enumerable.Repeat(0.1, count)]);

        Assert.Equal(.5, scale.Normalise(0.1, ScaleKind.Percentile));
        Assert.Equal(.5, scale.Normalise(0.1, ScaleKind.MinMax));
        Assert.Equal(0, scale.Normalise(0.1, ScaleKind.ZScore));
    }

    [Theory]
    [InlineData(ScaleKind.Percentile)]
    [InlineData(ScaleKind.MinMax)]
    [InlineData(ScaleKind.ZScore)]
    public void Without_a_population_nothing_is_known(ScaleKind kind)
    {
        Assert.Equal(double.NaN, ScoreScale.Empty.Normalise(1, kind));
        Assert.Equal(0, ScoreScale.Of([]).Count);
        Assert.Equal(double.NaN, Scale.Normalise(double.NaN, kind));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_population_with_an_impossible_value_is_refused(double value) =>
        Assert.Throws<ArgumentException>(() => ScoreScale.Of([1, value]));

    [Fact]
    public void Percentile_agrees_with_counting_and_never_falls()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            double[] population = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => (double)random.Next(10))];
            var scale = ScoreScale.Of(population);
            var before = 0d;
            for (var value = 0; value < 10; value++)
            {
                var share = scale.Normalise(value, ScaleKind.Percentile);
                var counted = (population.Count(other => other < value) + 0.5 * population.Count(other => other == value)) / population.Length;

                if (population.Contains(value)) Assert.Equal(counted, share, 1e-12);
                Assert.InRange(share, Math.Max(before, 0.5 / population.Length), 1 - 0.5 / population.Length);
                before = share;
            }
        }
    }
}

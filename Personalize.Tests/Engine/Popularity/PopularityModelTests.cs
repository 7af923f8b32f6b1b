using Personalize.Engine.Popularity;
using Personalize.Engine.Scoring;

namespace Personalize.Tests.Engine.Popularity;

public sealed class PopularityModelTests
{
    private static readonly RecommendationQuery Anybody = new() { ModelVersion = 1 };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1.098612)]       // ln 1.5 − ln .5 = ln 3
    [InlineData(9.5, 2.995732)]     // ln 10 − ln .5 = ln 20
    public void The_score_is_the_logarithm_of_S_and_a_half_above_an_untouched_item(double mass, double score) =>
        Assert.Equal(score, MassScale.ScoreOf(mass), 1e-6);

    [Fact]
    public void Tiny_masses_keep_their_full_precision() =>
        Assert.Equal(2, MassScale.ScoreOf(1e-30) / 1e-30, 1e-12);

    [Fact]
    public void Old_data_rank_as_they_did_when_they_were_new()
    {
        double[] masses = [3, 0.5, 7, 0, 1e-6, 2e-6];
        var fresh = Scores(masses);
        var old = Scores([.. masses.Select(mass => mass * 1e-18)]);

        Assert.Equal(Order(fresh), Order(old));
        Assert.Equal([2, 0, 1, 5, 4, 3], Order(old));
    }

    [Fact]
    public void The_reason_tells_weighted_activities_per_day()
    {
        // A steady r a day keeps S = r / λ: 30 · .1 = 3 a day.
        var explanation = PopularityTrainer.Train([30], 0.1, 1).Explain(Anybody, 0, 3);

        Assert.Equal(3, Assert.IsType<Reason.Trending>(Assert.Single(explanation.Reasons)).ActivitiesPerDay, 1e-12);
    }

    [Fact]
    public void An_untouched_item_scores_0_for_no_reason() =>
        Assert.Empty(PopularityTrainer.Train([0], 0.1, 1).Explain(Anybody, 0, 3).Reasons);

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void An_impossible_mass_is_refused(double mass) =>
        Assert.Throws<ArgumentException>(() => PopularityTrainer.Train([mass], 0.1, 1));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void An_impossible_rate_is_refused(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PopularityTrainer.Train([1], rate, 1));

    private static float[] Scores(double[] masses)
    {
        var scores = new float[masses.Length];
        PopularityTrainer.Train(masses, 0.1, 1).Score(Anybody, [.. Enumerable.Range(0, masses.Length)], scores);
        return scores;
    }

    private static int[] Order(float[] scores) => [.. Enumerable.Range(0, scores.Length).OrderByDescending(item => scores[item])];
}

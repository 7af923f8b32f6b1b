using Personalize.Engine.Blending;
using Personalize.Engine.Evaluation;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Blending;

public sealed class WeightLearnerTests
{
    [Fact]
    public void The_loss_and_its_gradient_are_those_worked_by_hand()
    {
        // Two items, two parts; item 0 was chosen. v = (1, 2): Σ v·c is 1·1 + 2·0 = 1 and 1·0 + 2·½ = 1, so both have p = ½.
        var tried = Case([1, 0, 0, .5f], chosen: 0);
        var gradient = new double[2];

        Assert.Equal(Math.Log(2), tried.Loss([1, 2], gradient), 1e-12);
        Assert.Equal(-.5, gradient[0], 1e-12);    // (½ − 1)·1 + ½·0
        Assert.Equal(.25, gradient[1], 1e-12);    // (½ − 1)·0 + ½·½
    }

    [Fact]
    public void The_gain_is_the_mean_of_ndcg_and_recall()
    {
        // The only relevant item is second: NDCG 1 / log₂ 3 = .63093, recall 1.
        Assert.Equal((.630930 + 1) / 2, Case([1, 0, 0, 1], chosen: 1).Gain([1, 0]), 1e-6);
        Assert.Equal(1, Case([1, 0, 0, 1], chosen: 1).Gain([0, 1]), 1e-12);
    }

    [Theory]
    [InlineData(new[] { 1d, 1, 1 }, new[] { 34, 33, 33 })]
    [InlineData(new[] { 2d, 1, 0 }, new[] { 67, 33, 0 })]
    [InlineData(new[] { .5, .125, .375 }, new[] { 50, 13, 37 })]
    public void Hundredths_add_up_and_the_largest_remainders_are_rounded_up(double[] proportions, int[] expected) =>
        Assert.Equal(expected, WeightLearner.Hundredths(proportions));

    [Fact]
    public void A_step_is_shared_by_the_others_in_proportion()
    {
        Assert.Equal([60, 30, 10], WeightLearner.Moved([50, 38, 12], 0, 10));
        Assert.Equal([100, 0, 0], WeightLearner.Moved([95, 3, 2], 0, 10));
        Assert.Equal([80, 10, 10], WeightLearner.Moved([100, 0, 0], 0, -20));
    }

    [Fact]
    public void The_part_that_knows_gets_the_weight_and_the_gain_is_certain()
    {
        var cases = Cases(300, share: .9);
        var learnt = WeightLearner.Learn(cases, [.1, .9], SmallShop.Run());

        Assert.True(learnt.Replaced);
        Assert.True(learnt.Weights[0] > .5, $"{learnt.Weights[0]}");
        Assert.Equal(1, learnt.Weights.Sum(), 1e-9);
        Assert.True(learnt.Low95 > 0 && learnt.After > learnt.Before);
    }

    [Fact]
    public void Where_nothing_can_be_gained_the_usual_weights_stay()
    {
        // Both parts say the same of every item, so all weights make the same lists.
        var cases = Enumerable.Range(0, 60).Select(at => Case([1, 1, .5f, .5f], chosen: at % 2)).ToList();
        var learnt = WeightLearner.Learn(cases, [.3, .7], SmallShop.Run());

        Assert.False(learnt.Replaced);
        Assert.Equal([.3, .7], learnt.Weights);
        Assert.Equal((0, 0, 60), (learnt.Low95, learnt.High95, learnt.Cases));
    }

    [Fact]
    public void Any_number_of_threads_learns_the_same_bits()
    {
        var cases = Cases(200, share: .7);

        Assert.Equal(WeightLearner.Learn(cases, [.5, .5], SmallShop.Run(threads: 1)).Weights, WeightLearner.Learn(cases, [.5, .5], SmallShop.Run(threads: 2)).Weights);
        Assert.Equal(WeightLearner.Descend(cases, 2, SmallShop.Run(threads: 1)), WeightLearner.Descend(cases, 2, SmallShop.Run(threads: 2)));
    }

    private static WeightCase Case(float[] opinions, int chosen) => new(2, [0, 1], opinions, Judgements.Of([chosen]));

    // Forty items, one chosen: the first part puts it on top so often, the second in the other cases.
    private static List<WeightCase> Cases(int count, double share)
    {
        var random = new Random(5);
        var cases = new List<WeightCase>();
        for (var at = 0; at < count; at++)
        {
            var opinions = new float[80];
            for (var value = 0; value < opinions.Length; value++) opinions[value] = random.NextSingle();
            var chosen = random.Next(40);
            opinions[2 * chosen + (random.NextDouble() < share ? 0 : 1)] = 2;
            cases.Add(new WeightCase(2, [.. Enumerable.Range(0, 40)], opinions, Judgements.Of([chosen])));
        }
        return cases;
    }
}

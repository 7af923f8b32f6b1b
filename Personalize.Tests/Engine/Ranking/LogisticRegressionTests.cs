using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using Personalize.Engine;
using Personalize.Engine.Ranking;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Ranking;

public sealed class LogisticRegressionTests
{
    private static LogisticRule Fit(RankingRows rows, double penalty, int threads = 1) =>
        LogisticRegression.Fit(rows, penalty, "ranker", SmallShop.Run(threads: threads));

    [Fact]
    public void One_feature_of_two_values_by_hand()
    {
        // x = 0: one of four came true, x = 1: three of four. Without penalty the fit is exact: log-odds -ln 3 and ln 3.
        var rows = new RankingRows(1, [0, 0, 0, 0, 1, 1, 1, 1], [true, false, false, false, true, true, true, false]);
        var rule = Fit(rows, 1e-12);

        Assert.Equal(-Math.Log(3), rule.Score([0]), 1e-6);
        Assert.Equal(Math.Log(3), rule.Score([1]), 1e-6);
        Assert.Equal(.5, rule.Means[0]);
        Assert.Equal(.5, rule.Deviations[0]);
        Assert.Equal(Math.Log(3), rule.Coefficients[0], 1e-6);
    }

    [Fact]
    public void A_feature_that_never_varies_counts_nothing_and_the_intercept_is_the_share()
    {
        var rule = Fit(new RankingRows(1, [7, 7, 7, 7], [true, false, false, false]), 1e-4);

        Assert.Equal(-Math.Log(3), rule.Score([7]), 1e-9);
        Assert.Equal(-Math.Log(3), rule.Score([-100]), 1e-9);
    }

    [Fact]
    public void A_feature_that_tells_everything_stays_finite()
    {
        var rule = Fit(new RankingRows(1, [0, 1, 0, 1], [false, true, false, true]), 1e-4);

        Assert.True(rule.Score([1]) is > 3 and < 100, $"{rule.Score([1])}");
        Assert.Equal(-rule.Score([1]), rule.Score([0]), 1e-9);
    }

    [Fact]
    public void It_ends_at_the_minimum_that_a_quasi_Newton_method_finds()
    {
        const double Penalty = .01;
        var rows = Drawn(3000, shuffled: false);
        var rule = Fit(rows, Penalty);
        var objective = ObjectiveFunction.Gradient(weights => LossOf(rows, rule, weights, Penalty));
        var found = new BfgsMinimizer(1e-10, 1e-12, 1e-14).FindMinimum(objective, Vector<double>.Build.Dense(4)).MinimizingPoint;

        for (var at = 0; at < 3; at++) Assert.Equal(found[at], rule.Coefficients[at], 1e-6);
        Assert.Equal(found[3], rule.Intercept, 1e-6);
    }

    [Fact]
    public void Two_threads_learn_the_bits_of_one()
    {
        var rows = Drawn(20_000, shuffled: false);
        var (one, two) = (Fit(rows, 1e-4), Fit(rows, 1e-4, threads: 2));

        Assert.Equal(one.Coefficients, two.Coefficients);
        Assert.Equal(one.Intercept, two.Intercept);
    }

    [Fact]
    public void Shuffled_labels_teach_nothing()
    {
        var rule = Fit(Drawn(20_000, shuffled: true), 1e-4);
        var fresh = Drawn(20_000, shuffled: false, seed: 9);

        Assert.Equal(.5, Area(rule, fresh), .1);
        Assert.True(rule.Coefficients.Max(Math.Abs) < .08, string.Join(' ', rule.Coefficients));
        Assert.True(Area(Fit(Drawn(20_000, shuffled: false), 1e-4), fresh) > .75);
    }

    [Fact]
    public void A_feature_that_is_no_number_is_refused() =>
        Assert.Throws<TrainingDivergedException>(() => Fit(new RankingRows(1, [0, float.NaN], [true, false]), 1e-4));

    private static RankingRows Drawn(int count, bool shuffled, int seed = 5)
    {
        var random = new Random(seed);
        var (features, labels) = (new float[count * 3], new bool[count]);
        for (var row = 0; row < count; row++)
        {
            for (var at = 0; at < 3; at++) features[row * 3 + at] = (float)(random.NextDouble() * (at + 1));
            var score = 3 * features[row * 3] - 2 * features[row * 3 + 1] + .5 * features[row * 3 + 2] - 1;
            labels[row] = random.NextDouble() < RankerModel.ProbabilityOf(score);
        }
        if (shuffled) random.Shuffle(labels);
        return new RankingRows(3, features, labels);
    }

    // Written down anew, from the formula: mean of ln(1 + e^(-y·s)) and half the penalty times the squares.
    private static (double, Vector<double>) LossOf(RankingRows rows, LogisticRule scale, Vector<double> weights, double penalty)
    {
        var (loss, gradient) = (0d, Vector<double>.Build.Dense(4));
        for (var row = 0; row < rows.Count; row++)
        {
            var values = Vector<double>.Build.Dense(4, 1);
            for (var at = 0; at < 3; at++) values[at] = (rows.Row(row)[at] - scale.Means[at]) / scale.Deviations[at];
            var sign = rows.Labels[row] ? 1 : -1;
            loss += Math.Log(1 + Math.Exp(-sign * weights.DotProduct(values))) / rows.Count;
            gradient -= values * (sign * RankerModel.ProbabilityOf(-sign * weights.DotProduct(values)) / rows.Count);
        }
        for (var at = 0; at < 3; at++)
        {
            loss += penalty / 2 * weights[at] * weights[at];
            gradient[at] += penalty * weights[at];
        }
        return (loss, gradient);
    }

    /// <summary>How often a row that came true scores above one that did not.</summary>
    private static double Area(LogisticRule rule, RankingRows rows)
    {
        var sorted = Enumerable.Range(0, rows.Count).OrderBy(row => rule.Score(rows.Row(row))).ToArray();
        var (ranks, positives) = (0d, 0d);
        for (var rank = 0; rank < sorted.Length; rank++)
        {
            if (!rows.Labels[sorted[rank]]) continue;
            ranks += rank;
            positives++;
        }
        return (ranks - positives * (positives - 1) / 2) / positives / (rows.Count - positives);
    }
}

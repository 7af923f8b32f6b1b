using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Scoring;

public sealed class HybridScorerTests
{
    // Linear from 0 to 1, so that an opinion is its own calibrated value.
    private static readonly Calibration Same = new([0, 1], [0, 1]);
    private static readonly RecommendationQuery Query = new() { ModelVersion = 1 };

    [Fact]
    public void With_all_opinions_it_is_the_weighted_sum() =>
        // .5 · .8 + .3 · .4 + .2 · .1 = .54
        Assert.Equal(.54, Made(.5, .3, .2, [.8f], [.4f], [.1f]).Judge(Query, 0, 0).Score, 1e-7);

    [Fact]
    public void The_base_inherits_the_weight_of_the_silent()
    {
        // content is silent: .3 · .4 + (.2 + .5) · .1 = .19
        var opinion = Made(.5, .3, .2, [float.NaN], [.4f], [.1f]).Judge(Query, 0, 0);

        Assert.Equal(.19, opinion.Score, 1e-7);
        Assert.Equal(["cluster", "popularity"], opinion.Parts.Select(part => part.Scorer));
        Assert.Equal(.7, opinion.Parts[1].Weight, 1e-12);
        Assert.Equal(.07, opinion.Parts[1].Contribution, 1e-7);
    }

    [Fact]
    public void A_base_of_weight_0_still_speaks_for_the_silent() =>
        Assert.Equal(.1, Made(1, 0, 0, [float.NaN], [.4f], [.1f]).Judge(Query, 0, 0).Score, 1e-7);

    [Fact]
    public void Without_an_opinion_of_the_base_there_is_none()
    {
        var hybrid = Made(.5, .3, .2, [.8f], [.4f], [float.NaN]);
        var scores = new float[1];

        Assert.Equal(0, hybrid.Score(Query, [0], scores));
        Assert.Equal(float.NaN, scores[0]);
        Assert.Equal(double.NaN, hybrid.Judge(Query, 0, 0).Score);
    }

    [Fact]
    public void Parts_come_largest_first_and_a_scorer_without_weight_is_no_part() =>
        Assert.Equal(["popularity", "content"], Made(.2, 0, .8, [.5f], [1f], [.5f]).Judge(Query, 0, 0).Parts.Select(part => part.Scorer));

    [Theory]
    [InlineData(.5, .3, .1)]
    [InlineData(.5, .3, .200000002)]
    [InlineData(1.5, -.5, 0)]
    [InlineData(double.NaN, .5, .5)]
    public void Weights_that_are_no_shares_are_refused(double content, double cluster, double popularity) =>
        Assert.Throws<ArgumentException>(() => Made(content, cluster, popularity, [], [], []));

    [Fact]
    public void A_sum_within_1e_9_of_1_is_accepted() =>
        Assert.Equal(3, Made(.5, .3, .2000000005, [], [], []).Weights.Count);

    [Fact]
    public void Other_weights_may_leave_scorers_out_but_not_invent_them()
    {
        var hybrid = Made(.5, .3, .2, [.8f], [.4f], [.1f]);

        Assert.Equal(.8, hybrid.WithWeights(new Dictionary<string, double> { ["content"] = 1 }).Judge(Query, 0, 0).Score, 1e-7);
        Assert.Throws<ArgumentException>(() => hybrid.WithWeights(new Dictionary<string, double> { ["oracle"] = 1 }));
        Assert.Throws<ArgumentException>(() => hybrid.WithWeights(new Dictionary<string, double> { ["content"] = .9 }));
    }

    [Fact]
    public void The_base_must_exist_and_serve_strangers_and_names_must_differ()
    {
        HybridPart Part(string name, Evidence requires, double weight) => new(new FixedScorer(name, requires), Same, weight);

        Assert.Throws<ArgumentException>(() => new HybridScorer([Part("a", Evidence.None, 1)], "b", 1, 1));
        Assert.Throws<ArgumentException>(() => new HybridScorer([Part("a", Evidence.Interests, 1)], "a", 1, 1));
        Assert.Throws<ArgumentException>(() => new HybridScorer([Part("a", Evidence.None, .5), Part("a", Evidence.None, .5)], "a", 1, 1));
    }

    [Fact]
    public void A_constant_added_to_one_scorers_opinions_changes_no_order()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            float[] content = Drawn(random), popularity = Drawn(random);
            int[] items = [.. Enumerable.Range(0, content.Length)];

            Assert.Equal(Ranked(content, popularity, items), Ranked([.. content.Select(opinion => opinion + 4)], popularity, items));
        }
    }

    private static IEnumerable<int> Ranked(float[] content, float[] popularity, int[] items)
    {
        var hybrid = new HybridScorer(
            [
                new(new FixedScorer("content", Evidence.Interests, content), Calibration.PercentileAbove(-1, content), .6),
                new(new FixedScorer("popularity", Evidence.None, popularity), Calibration.PercentileAbove(-1, popularity), .4),
            ],
            "popularity", items.Length, 1);
        var scores = new float[items.Length];
        hybrid.Score(Query, items, scores);
        return Ranker.Top(items, scores, items.Length).Select(ranked => ranked.Item);
    }

    // Multiples of 1/64 stay exact when 4 is added, so that ties stay ties.
    private static float[] Drawn(Random random) => [.. Enumerable.Range(0, 20).Select(_ => random.Next(64) / 64f)];

    private static HybridScorer Made(double content, double cluster, double popularity, float[] a, float[] b, float[] c) => new(
        [
            new(new FixedScorer("content", Evidence.Interests, a), Same, content),
            new(new FixedScorer("cluster", Evidence.Cluster, b), Same, cluster),
            new(new FixedScorer("popularity", Evidence.None, c), Same, popularity),
        ],
        "popularity", 1, 1);
}

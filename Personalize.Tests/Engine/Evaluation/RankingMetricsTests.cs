using Personalize.Engine.Evaluation;

namespace Personalize.Tests.Engine.Evaluation;

public sealed class RankingMetricsTests
{
    // Six items in a row with relevance 3, 2, 3, 0, 1, 2.
    private static readonly Judgements Graded = Judgements.Of([(0, 3f), (1, 2f), (2, 3f), (3, 0f), (4, 1f), (5, 2f)]);
    private static readonly int[] InOrder = [0, 1, 2, 3, 4, 5];

    // Hits at positions 1 and 3 of five.
    private static readonly int[] TwoHits = [10, 90, 11, 91, 92];

    private static Judgements Relevant(int count) => Judgements.Of(Enumerable.Range(10, count));

    [Fact]
    public void Exponential_gains_are_those_of_the_textbook()
    {
        // 7/1 + 3/1.58496 + 7/2 + 0 + 1/2.58496 + 3/2.80735
        Assert.Equal(13.848264, RankingMetrics.ExponentialGain(InOrder, Graded, 6), 1e-6);
        // Ideal 3, 3, 2, 2, 1: 14.595391.
        Assert.Equal(13.848264 / 14.595391, RankingMetrics.NdcgExponential(InOrder, Graded, 6), 1e-6);
    }

    [Fact]
    public void Binary_gain_of_hits_at_1_and_3_is_one_and_a_half() =>
        Assert.Equal(1.5, RankingMetrics.BinaryGain(TwoHits, Relevant(4), 5), 1e-12);

    [Fact]
    public void The_ideal_list_is_cut_or_not_and_the_figures_differ()
    {
        // Four relevant fit into five: both forms divide by 2.561606.
        Assert.Equal(0.585570, RankingMetrics.NdcgCut(TwoHits, Relevant(4), 5), 1e-6);
        Assert.Equal(0.585570, RankingMetrics.NdcgUncut(TwoHits, Relevant(4), 5), 1e-6);
        // Ten relevant: 1.5 / 2.948459 and 1.5 / 4.543559.
        Assert.Equal(0.508740, RankingMetrics.NdcgCut(TwoHits, Relevant(10), 5), 1e-6);
        Assert.Equal(0.330138, RankingMetrics.NdcgUncut(TwoHits, Relevant(10), 5), 1e-6);
    }

    [Fact]
    public void Average_precision_divides_by_what_could_be_found() =>
        Assert.Equal((1 + 2 / 3d) / 4, RankingMetrics.AveragePrecision(TwoHits, Relevant(4), 5), 1e-12);

    [Fact]
    public void Precision_divides_by_k_even_where_the_list_is_shorter() =>
        Assert.Equal(0.2, RankingMetrics.Precision(TwoHits, Relevant(4), 10), 1e-12);

    [Fact]
    public void Recall_divides_by_all_relevant_or_by_the_reachable()
    {
        Assert.Equal(0.2, RankingMetrics.Recall(TwoHits, Relevant(10), 5), 1e-12);
        Assert.Equal(0.4, RankingMetrics.RecallOfReachable(TwoHits, Relevant(10), 5), 1e-12);
        Assert.Equal(0.5, RankingMetrics.RecallOfReachable(TwoHits, Relevant(4), 5), 1e-12);
    }

    [Fact]
    public void F1_of_nothing_found_is_0()
    {
        Assert.Equal(1 / 3d, RankingMetrics.Harmonic(0.5, 0.25), 1e-12);
        Assert.Equal(0, RankingMetrics.Harmonic(0, 0));
        Assert.Equal(0, RankingMetrics.F1([90, 91], Relevant(3), 2));
    }

    [Fact]
    public void The_first_hit_decides_on_the_reciprocal_rank()
    {
        Assert.Equal(1, RankingMetrics.ReciprocalRank(TwoHits, Relevant(1), 5));
        Assert.Equal(1 / 3d, RankingMetrics.ReciprocalRank([90, 91, 10], Relevant(1), 5), 1e-12);
        Assert.Equal(0, RankingMetrics.ReciprocalRank([90, 91, 10], Relevant(1), 2));
    }

    [Fact]
    public void A_hit_at_the_last_place_counts_and_one_after_it_does_not()
    {
        Assert.Equal(1, RankingMetrics.HitRate([90, 91, 10], Relevant(1), 3));
        Assert.Equal(0, RankingMetrics.HitRate([90, 91, 10], Relevant(1), 2));
    }

    [Theory]
    [MemberData(nameof(Accuracy))]
    public void A_customer_without_relevant_items_is_undefined_and_not_0(string id) =>
        Assert.Equal(double.NaN, Measure(id, [1, 2], Judgements.Nothing));

    [Theory]
    [MemberData(nameof(Accuracy))]
    public void An_empty_list_is_worth_0(string id) => Assert.Equal(0, Measure(id, [], Relevant(3)));

    [Theory]
    [MemberData(nameof(Accuracy))]
    public void No_measure_leaves_0_to_1_and_no_later_hit_is_worth_more(string id)
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var list = Enumerable.Range(0, 30).ToArray();
            random.Shuffle(list);
            var truth = Judgements.Of(Enumerable.Range(0, 30).Where(_ => random.NextDouble() < 0.2).Append(7));
            var value = Measure(id, list, truth);
            var at = random.Next(29);
            (int[] better, int[] worse) = ([.. list], [.. list]);
            if (truth.RelevanceOf(list[at]) < truth.RelevanceOf(list[at + 1])) (better[at], better[at + 1]) = (better[at + 1], better[at]);
            else (worse[at], worse[at + 1]) = (worse[at + 1], worse[at]);

            Assert.InRange(value, 0, 1);
            Assert.True(Measure(id, better, truth) >= Measure(id, worse, truth) - 1e-12);
        }
    }

    [Theory]
    [InlineData("ndcg@10/cut")]
    [InlineData("ndcg@10/exp")]
    [InlineData("recall@10/min")]
    [InlineData("map@10")]
    [InlineData("mrr@10")]
    [InlineData("hit@10")]
    public void The_best_list_there_is_scores_1(string id) =>
        Assert.Equal(1, Measure(id, [.. Enumerable.Range(10, 20)], Relevant(20)), 1e-12);

    [Fact]
    public void Precision_and_recall_agree_with_sets()
    {
        var random = new Random(6);
        for (var round = 0; round < 200; round++)
        {
            var list = Enumerable.Range(0, 40).ToArray();
            random.Shuffle(list);
            HashSet<int> relevant = [.. Enumerable.Range(0, 40).Where(_ => random.NextDouble() < 0.3), 0];
            var hits = list.Take(10).Count(relevant.Contains);

            Assert.Equal(hits / 10d, RankingMetrics.Precision(list, Judgements.Of(relevant), 10), 1e-12);
            Assert.Equal((double)hits / relevant.Count, RankingMetrics.Recall(list, Judgements.Of(relevant), 10), 1e-12);
        }
    }

    public static TheoryData<string> Accuracy =>
        ["ndcg@10/cut", "ndcg@10/uncut", "ndcg@10/exp", "recall@10", "recall@10/min", "precision@10", "f1@10", "map@10", "mrr@10", "hit@10"];

    private static double Measure(string id, int[] ranked, Judgements truth) => RankingMetric.Parse(id).Measure(ranked, truth, null!);
}

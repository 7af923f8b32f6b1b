using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Evaluation;

public sealed class RankingEvaluatorTests
{
    // Four items; customer 0 had item 0, customer 1 had items 0 and 3.
    private static TrainingSet Train()
    {
        var builder = new InteractionMatrixBuilder(2, 4);
        builder.Add(0, 0, 1);
        builder.Add(1, 0, 1);
        builder.Add(1, 3, 1);
        return new TrainingSet(builder.Build(), Vocabulary.Of(["a", "b"]), Vocabulary.Of(["w", "x", "y", "z"]), SmallShop.AsOf);
    }

    private static RankingResult Evaluate(SeenItems seen, string[] metrics, params (int Customer, int[] Truth)[] cases)
    {
        var train = Train();
        var fold = new Fold("by hand", train, [.. cases.Select(tried => EvaluationCase.Of(train, tried.Customer, Judgements.Of(tried.Truth)))]);
        var protocol = new RankingProtocol { Seen = seen, Metrics = [.. metrics.Select(RankingMetric.Parse)] };
        return new RankingEvaluator(fold, protocol).Evaluate(Candidate.Of(Falling), 1, threads: 1, CancellationToken.None);
    }

    // Prefers low numbers.
    private static FixedScorer Falling => new("falling", Evidence.None, 4, 3, 2, 1);

    [Fact]
    public void Every_item_but_the_seen_ones_is_ranked()
    {
        var result = Evaluate(SeenItems.Excluded, ["recall@4"], (0, [1]), (1, [2]));

        Assert.Equal([[1, 2, 3], [1, 2]], result.Lists);
    }

    [Fact]
    public void Seen_items_stay_where_people_buy_again() =>
        Assert.Equal([0, 1, 2, 3], Evaluate(SeenItems.Allowed, ["recall@4"], (1, [0]))!.Lists[0]);

    [Fact]
    public void What_was_seen_is_not_asked_for_where_it_cannot_be_listed()
    {
        var result = Evaluate(SeenItems.Excluded, ["recall@1"], (0, [0, 1]), (1, [3]));

        Assert.Equal([1d], result.Values[0]);
    }

    [Fact]
    public void Repeat_and_explore_parts_divide_the_truth()
    {
        // List 0, 1, 2 of 0, 1, 2, 3. Customer 1 buys 0 and 3 again, and 1 anew.
        var result = Evaluate(SeenItems.Allowed, ["recall@3", "recall@3/repeat", "recall@3/explore"], (1, [0, 1, 3]));

        Assert.Equal([2 / 3d, 0.5, 1], result.Values.Select(values => values[0]));
    }

    [Fact]
    public void A_customer_without_repeats_has_no_repeat_figure() =>
        Assert.Equal(double.NaN, Evaluate(SeenItems.Allowed, ["recall@3/repeat"], (0, [1])).Values[0][0]);

    [Fact]
    public void All_lists_together_cover_what_stands_in_any()
    {
        // Lists of one: item 1 twice.
        var result = Evaluate(SeenItems.Excluded, ["coverage@1", "gini@1"], (0, [1]), (1, [1]));

        Assert.Equal(0.25, result.OfAllLists[0]);
        Assert.Equal(0.75, result.OfAllLists[1], 1e-12);
        Assert.All(result.Values, values => Assert.All(values, value => Assert.Equal(double.NaN, value)));
    }

    [Fact]
    public void Chance_finds_as_many_as_chance_should()
    {
        // One of 120 items held back, none excluded by name: a list of 12 holds it in every tenth case.
        var shop = SmallShop.Make(customers: 3000);
        var data = shop.Input.Activities;
        var fold = new Fold("shop", data, [.. Enumerable.Range(0, 3000).Select(customer => EvaluationCase.Of(data, customer, Judgements.Of([shop.Held[customer]])))]);
        var protocol = new RankingProtocol { Seen = SeenItems.Allowed, Metrics = [RankingMetric.Parse("recall@12")] };
        var evaluator = new RankingEvaluator(fold, protocol);
        var result = evaluator.Evaluate(Candidate.Of(new RandomScorer(120, 1, 1)), 1, 2, CancellationToken.None);

        // Standard error √(.1·.9/3000) = .0055.
        Assert.Equal(0.1, result.Values[0].Average(), 0.02);
    }

    [Fact]
    public void One_thread_and_two_give_the_same_bits()
    {
        var shop = SmallShop.Make();
        var data = shop.Input.Activities;
        var folds = new RandomFolds(5).Split(data, seed: 1).First();
        var protocol = new RankingProtocol { Metrics = [RankingMetric.Parse("ndcg@10/cut"), RankingMetric.Parse("diversity@10"), RankingMetric.Parse("gini@10")] };
        var candidate = Candidate.Of(new RandomScorer(data.Items.Count, 1, 1));
        var one = new RankingEvaluator(folds, protocol).Evaluate(candidate, 1, threads: 1, CancellationToken.None);
        var two = new RankingEvaluator(folds, protocol).Evaluate(candidate, 1, threads: 2, CancellationToken.None);

        Assert.Equal(one.Values, two.Values);
        Assert.Equal(one.OfAllLists, two.OfAllLists);
    }

    [Fact]
    public void A_constant_added_to_all_scores_of_a_customer_changes_no_list()
    {
        var raised = new FixedScorer("falling", Evidence.None, 14, 13, 12, 11);
        var train = Train();
        var fold = new Fold("by hand", train, [EvaluationCase.Of(train, 0, Judgements.Of([1]))]);
        var evaluator = new RankingEvaluator(fold, new RankingProtocol { Metrics = [RankingMetric.Parse("recall@4")] });

        Assert.Equal(
            evaluator.Evaluate(Candidate.Of(Falling), 1, 1, CancellationToken.None).Lists,
            evaluator.Evaluate(Candidate.Of(raised), 1, 1, CancellationToken.None).Lists);
    }

    [Fact]
    public void The_report_says_who_differs_from_the_first_by_how_much()
    {
        var first = Evaluate(SeenItems.Excluded, ["recall@1", "coverage@1"], (0, [1]), (1, [2]));
        var second = first with { Model = "better", Values = [[1, 1], [double.NaN, double.NaN]] };
        var report = RankingReport.Of([first, second], seed: 1, threads: 1, CancellationToken.None);

        Assert.Equal(0.5, report.Models[0].Metrics[0].Mean);
        Assert.Equal(2, report.Models[0].Metrics[0].Count);
        Assert.Equal(double.NaN, report.Models[0].Metrics[1].Low95);
        var difference = Assert.Single(report.Differences);
        Assert.Equal(("better", "falling", 0.5), (difference.Model, difference.Against, difference.Mean));
        Assert.InRange(difference.Low95, 0, 0.5);
        Assert.InRange(difference.High95, 0.5, 1);
    }
}

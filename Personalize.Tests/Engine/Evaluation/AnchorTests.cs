using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;
using Personalize.Engine.Popularity;
using Personalize.Tests.Support;

namespace Personalize.Tests.Engine.Evaluation;

/// <summary>A figure that others published: popularity needs no luck, so it checks reading, ranking and measuring at once.</summary>
public sealed class AnchorTests
{
    [Fact]
    public void Popularity_on_the_first_fold_of_MovieLens_1M_is_1622()
    {
        var train = Pairs(TestFiles.Require("splits", "ml1m.folds.0.train.tsv"));
        var test = Pairs(TestFiles.Require("splits", "ml1m.folds.0.test.tsv"));
        var (customers, items) = (Vocabulary.Of(train.Select(pair => pair.Customer)), Vocabulary.Of(train.Select(pair => pair.Item)));
        var matrix = new InteractionMatrixBuilder(customers.Count, items.Count);
        foreach (var (customer, item) in train) matrix.Add(customers.NumberOf(customer), items.NumberOf(item), 1);
        var data = new TrainingSet(matrix.Build(), customers, items, DateTimeOffset.UnixEpoch);
        var masses = Enumerable.Range(0, items.Count).Select(item => (double)data.Interactions.Transposed.Row(item).Columns.Length);
        var cases = test.GroupBy(pair => customers.NumberOf(pair.Customer), pair => items.NumberOf(pair.Item))
            .Select(group => EvaluationCase.Of(data, group.Key, Judgements.Of(group.Where(item => item >= 0))));

        var evaluator = new RankingEvaluator(new Fold("0", data, [.. cases]), new RankingProtocol { Metrics = [RankingMetric.Parse("ndcg@10/cut")] });
        var result = evaluator.Evaluate(Candidate.Of(PopularityTrainer.Train([.. masses], 1, 1)), 1, 2, TestContext.Current.CancellationToken);

        Assert.Equal(5949, evaluator.Cases.Count);
        Assert.Equal(0.1622, result.Values[0].Average(), 0.0005);
    }

    private static List<(string Customer, string Item)> Pairs(string path) =>
        [.. File.ReadLines(path).Select(line => line.Split('\t')).Select(columns => (columns[0], columns[1]))];
}

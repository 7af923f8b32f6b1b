using Personalize.Engine.Interactions;
using Personalize.Engine.Neighbours;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Neighbours;

public sealed class ItemNeighbourTests
{
    private static readonly ItemNeighbourSettings Plain = new() { Shrinkage = 0 };

    // A = {1, 2}, B = {1, 2, 3}, C = {2, 3}; item numbers 0, 1, 2.
    private static TrainingSet Three() => Set(3, [[0, 1], [0, 1, 2], [1, 2]]);

    private static TrainingSet Set(int items, int[][] histories)
    {
        var builder = new InteractionMatrixBuilder(histories.Length, items);
        for (var customer = 0; customer < histories.Length; customer++)
        {
            foreach (var item in histories[customer]) builder.Add(customer, item, 1);
        }
        return new TrainingSet(
            builder.Build(), Vocabulary.Of(Enumerable.Range(0, histories.Length).Select(number => $"C{number:D4}")),
            Vocabulary.Of(Enumerable.Range(0, items).Select(number => $"I{number:D4}")), SmallShop.AsOf);
    }

    private static ItemNeighbourScorer Train(TrainingSet data, ItemNeighbourSettings settings, int threads = 1) =>
        new ItemNeighbourTrainer(settings).Train(data, 1, SmallShop.Run(threads: threads));

    private static RecommendationQuery Having(params int[] items) =>
        new() { ModelVersion = 1, Items = items, Weights = items.Select(_ => 1f).ToArray() };

    [Fact]
    public void Cosines_and_the_score_are_those_worked_by_hand()
    {
        var scorer = Train(Three(), Plain);

        // N = 2, 3, 2; both: 2, 1, 2. 2/√6, 1/√4, 2/√6.
        Assert.Equal(0.816497f, scorer.NeighboursOf(0).Values[0], 1e-6f);
        Assert.Equal(0.5f, scorer.NeighboursOf(0).Values[1], 1e-6f);
        Assert.Equal(0.816497f, scorer.NeighboursOf(2).Values[1], 1e-6f);
        var scores = new float[3];
        scorer.Score(Having(0, 1), [0, 1, 2], scores);
        Assert.Equal(1.316497f, scores[2], 1e-6f);
    }

    [Fact]
    public void The_log_likelihood_ratio_is_that_worked_by_hand() =>
        Assert.Equal(1.856848, ItemLikeness.LogLikelihoodRatio(3, 1, 6, 10), 1e-6);

    [Fact]
    public void Items_that_avoid_each_other_are_not_alike_whatever_the_ratio()
    {
        Assert.Equal(0, ItemLikeness.LogLikelihood(both: 1, one: 50, other: 50, customers: 100));
        Assert.InRange(ItemLikeness.LogLikelihood(both: 40, one: 50, other: 50, customers: 100), 0.9, 1);
    }

    [Fact]
    public void Shrinkage_holds_back_items_that_few_have()
    {
        Assert.Equal(2 / (Math.Sqrt(6) + 10), ItemLikeness.Cosine(2, 2, 3, 10), 1e-12);
        Assert.Equal(0, ItemLikeness.Cosine(0, 0, 3, 0));
    }

    [Fact]
    public void The_candidate_keeps_its_nearest_and_not_the_history()
    {
        // Item 2 is nearest to item 1, and item 1 to item 0 by the lower number: with one neighbour the sides disagree.
        var candidate = Train(Three(), Plain with { Neighbours = 1 });
        var history = Train(Three(), Plain with { Neighbours = 1, Side = NeighbourSide.History });

        Assert.Equal([1], candidate.NeighboursOf(2).Columns.ToArray());
        Assert.Empty(history.NeighboursOf(2).Columns.ToArray());
        Assert.Equal([0, 2], history.NeighboursOf(1).Columns.ToArray());
    }

    [Fact]
    public void Co_occurrence_is_the_count()
    {
        var scorer = Train(Three(), new ItemNeighbourSettings { Similarity = ItemSimilarity.CoOccurrence });

        Assert.Equal([2f, 1f], scorer.NeighboursOf(0).Values.ToArray());
    }

    [Fact]
    public void An_item_alone_supports_nothing_and_is_supported_by_nothing()
    {
        var scorer = Train(Set(3, [[0, 1], [2]]), Plain);
        var scores = new float[3];

        Assert.Equal(3, scorer.Score(Having(2), [0, 1, 2], scores));
        Assert.Equal([0f, 0f, 0f], scores);
    }

    [Fact]
    public void Weights_of_the_history_scale_what_it_supports()
    {
        var scorer = Train(Three(), Plain);
        var scores = new float[1];
        scorer.Score(Having(0) with { Weights = new[] { 0.5f } }, [2], scores);

        Assert.Equal(0.25f, scores[0], 1e-6f);
    }

    [Theory]
    [InlineData(ItemSimilarity.Cosine, 0)]
    [InlineData(ItemSimilarity.Cosine, 7.5)]
    [InlineData(ItemSimilarity.LogLikelihood, 0)]
    [InlineData(ItemSimilarity.CoOccurrence, 0)]
    public void The_nearest_are_those_of_a_full_sort(ItemSimilarity similarity, double shrinkage)
    {
        // Lengths around the eight items that are looked at together, the last of them among the best.
        foreach (var items in new[] { 1, 7, 8, 9, 16, 61 })
        {
            var random = new Random(items);
            int[][] histories = [.. Enumerable.Range(0, 90).Select(_ => Enumerable.Range(0, items).Where(item => random.NextDouble() < 0.1 || item == items - 1).ToArray())];
            var scorer = Train(Set(items, histories), new() { Neighbours = 5, Similarity = similarity, Shrinkage = shrinkage });
            var having = Enumerable.Range(0, items).Select(item => Enumerable.Range(0, 90).Where(customer => histories[customer].Contains(item)).ToHashSet()).ToArray();
            float Likeness(int one, int other)
            {
                var both = having[one].Intersect(having[other]).Count();
                return (float)(similarity switch
                {
                    ItemSimilarity.Cosine => ItemLikeness.Cosine(both, having[one].Count, having[other].Count, shrinkage),
                    ItemSimilarity.LogLikelihood => ItemLikeness.LogLikelihood(both, having[one].Count, having[other].Count, 90),
                    _ => both,
                });
            }

            for (var item = 0; item < items; item++)
            {
                var expected = Enumerable.Range(0, items).Where(other => other != item && Likeness(item, other) > 0)
                    .OrderByDescending(other => Likeness(item, other)).ThenBy(other => other).Take(5).Order();
                Assert.Equal(expected, scorer.NeighboursOf(item).Columns.ToArray());
            }
        }
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var data = SmallShop.Make().Input.Activities;

        Assert.Equal(Bits(Train(data, new(), threads: 1)), Bits(Train(data, new(), threads: 2)));
    }

    [Fact]
    public void Few_and_many_candidates_get_the_same_bits()
    {
        var data = SmallShop.Make().Input.Activities;
        var scorer = Train(data, new());
        var query = Having([.. data.Interactions.Row(0).Columns]) with { Weights = data.Interactions.Row(0).Values.ToArray() };
        var all = new float[120];
        scorer.Score(query, [.. Enumerable.Range(0, 120)], all);
        var one = new float[1];

        for (var item = 0; item < 120; item++)
        {
            scorer.Score(query, [item], one);
            Assert.Equal(all[item], one[0]);
        }
    }

    [Fact]
    public void Every_event_twice_changes_nothing()
    {
        var data = SmallShop.Make().Input.Activities;
        var twice = new InteractionMatrixBuilder(data.Customers.Count, data.Items.Count);
        for (var customer = 0; customer < data.Customers.Count; customer++)
        {
            var row = data.Interactions.Row(customer);
            for (var at = 0; at < row.Columns.Length; at++) twice.Add(customer, row.Columns[at], 2 * row.Values[at]);
        }

        Assert.Equal(Bits(Train(data, new())), Bits(Train(data with { Interactions = twice.Build() }, new())));
    }

    [Fact]
    public void Naming_customers_otherwise_changes_nothing()
    {
        var data = SmallShop.Make().Input.Activities;
        var turned = new InteractionMatrixBuilder(data.Customers.Count, data.Items.Count);
        for (var customer = 0; customer < data.Customers.Count; customer++)
        {
            var row = data.Interactions.Row(data.Customers.Count - 1 - customer);
            for (var at = 0; at < row.Columns.Length; at++) turned.Add(customer, row.Columns[at], row.Values[at]);
        }

        Assert.Equal(Bits(Train(data, new())), Bits(Train(data with { Interactions = turned.Build() }, new())));
    }

    [Fact]
    public void Nothing_trains_to_nothing() => Assert.Equal(0, Train(Set(0, []), new()).Score(Having(), [], []));

    [Fact]
    public void Settings_out_of_range_are_refused() =>
        Assert.Throws<System.ComponentModel.DataAnnotations.ValidationException>(() => new ItemNeighbourTrainer(new() { Neighbours = 0 }));

    private static (int[] Starts, int[] Columns, float[] Values) Parts(ItemNeighbourScorer scorer) =>
        (scorer.Table.Starts.ToArray(), scorer.Table.Columns.ToArray(), scorer.Table.Values.ToArray());

    private static object[] Bits(ItemNeighbourScorer scorer) => [.. Parts(scorer).Starts.Cast<object>(), .. Parts(scorer).Columns.Cast<object>(), .. Parts(scorer).Values.Cast<object>()];
}

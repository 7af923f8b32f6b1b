using Personalize.Engine;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Scoring;

/// <summary>What every scorer owes its callers. A new scorer inherits this and says where it is in a model set.</summary>
public abstract class ScorerContract<T> where T : IScorer
{
    private static readonly SmallShop Shop = SmallShop.Make();
    private static readonly ModelSet Models = Shop.Train();
    private static readonly RecommendationQuery Asked = QueryFactory.Build(
        Models, new CustomerFacts { Interests = ["coffee mug"], History = [new(0, 0, SmallShop.AsOf), new(6, 0, SmallShop.AsOf)] }, SmallShop.AsOf);

    private static readonly RecommendationQuery Stranger = QueryFactory.Build(Models, CustomerFacts.Stranger, SmallShop.AsOf);

    protected abstract T ScorerOf(ModelSet models);

    /// <summary>What the shop's customers did, for scorers that are no part of a model set.</summary>
    protected static TrainingSet Activities => Shop.Input.Activities;

    /// <summary>False for chance, which has none.</summary>
    protected virtual bool GivesReasons => true;

    private T Scorer => ScorerOf(Models);

    /// <summary>A customer with a history, placed among the factors of a scorer that has any.</summary>
    private RecommendationQuery Known
    {
        get
        {
            if (Scorer is not IFoldIn foldIn) return Asked;
            var factors = new float[foldIn.FactorCount];
            foldIn.FoldIn(new SparseRow(Asked.Items.Span, Asked.Weights.Span), factors);
            return Asked with { Factors = new Dictionary<string, ReadOnlyMemory<float>> { [foldIn.Name] = factors } };
        }
    }

    private static int[] Everything => [.. Enumerable.Range(0, Models.Items.Count)];

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(120)]
    [InlineData(int.MaxValue)]
    public void An_unknown_item_gets_NaN(int item)
    {
        Assert.Equal(120, Models.Items.Count);
        var scores = Scored(Known, [item, 0]);

        Assert.Equal(float.NaN, scores[0]);
        Assert.False(float.IsNaN(scores[1]));
        Assert.Equal(double.NaN, Scorer.Explain(Known, item, 3).Score);
    }

    [Fact]
    public void The_first_and_the_last_item_have_a_score() =>
        Assert.All(Scored(Known, [0, Models.Items.Count - 1]), score => Assert.True(float.IsFinite(score)));

    [Fact]
    public void A_stranger_gets_NaN_unless_nothing_is_required()
    {
        var serves = Scorer.Requires == Evidence.None;

        Assert.All(Scored(Stranger, Everything), score => Assert.Equal(serves, float.IsFinite(score)));
        Assert.Equal(serves, double.IsFinite(Scorer.Explain(Stranger, 0, 3).Score));
    }

    [Fact]
    public void No_candidates_are_no_problem() => Assert.Equal(0, Scorer.Score(Known, [], []));

    [Fact]
    public void It_returns_how_many_scores_it_gave()
    {
        var scores = new float[3];

        Assert.Equal(2, Scorer.Score(Known, [0, -1, 119], scores));
    }

    [Fact]
    public void A_span_of_the_wrong_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => Scorer.Score(Known, [0, 1], new float[3]));

    [Fact]
    public void A_query_of_another_model_is_refused()
    {
        var other = Known with { ModelVersion = 2 };

        Assert.Throws<ArgumentException>(() => Scorer.Score(other, [0], new float[1]));
        Assert.Throws<ArgumentException>(() => Scorer.Explain(other, 0, 3));
    }

    [Fact]
    public void An_item_scores_the_same_alone_and_in_a_crowd()
    {
        var crowd = Scored(Known, [.. Everything.Reverse()]);

        foreach (var item in Everything) Assert.Equal(Scored(Known, [item])[0], crowd[^(item + 1)]);
    }

    [Fact]
    public void Sixteen_threads_get_the_same_bits()
    {
        var expected = Scored(Known, Everything);
        var results = new float[16][];

        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 16 }, thread => results[thread] = Scored(Known, Everything));

        Assert.All(results, scores => Assert.Equal(expected, scores));
    }

    [Fact]
    public void Saving_and_loading_keeps_every_bit()
    {
        using var file = new MemoryStream();
        ModelFile.Save(Models, file);
        file.Position = 0;
        var loaded = ScorerOf(ModelFile.Load(file));
        var scores = new float[Everything.Length];
        loaded.Score(Known, Everything, scores);

        Assert.Equal(Scored(Known, Everything), scores);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Reasons_and_remainder_add_up_to_the_score(int maxReasons)
    {
        var scores = Scored(Known, Everything);
        foreach (var item in Everything)
        {
            var explanation = Scorer.Explain(Known, item, maxReasons);

            Assert.True(explanation.Reasons.Count <= maxReasons);
            Assert.Equal(explanation.Score, explanation.Reasons.Sum(reason => reason.Contribution) + explanation.Remainder, 1e-9);
            Assert.Equal(scores[item], explanation.Score, 1e-5);
            Assert.Equal(explanation.Reasons.OrderByDescending(reason => reason.Contribution), explanation.Reasons);
        }
    }

    [Fact]
    public void Some_item_has_a_reason() =>
        Assert.Equal(GivesReasons, Everything.Any(item => Scorer.Explain(Known, item, 1).Reasons.Count == 1));

    [Fact]
    public void A_negative_number_of_reasons_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Scorer.Explain(Known, 0, -1));

    private float[] Scored(RecommendationQuery query, int[] items)
    {
        var scores = new float[items.Length];
        Scorer.Score(query, items, scores);
        return scores;
    }
}

using Personalize.Engine;
using Personalize.Engine.Content;
using Personalize.Engine.Engagement;
using Personalize.Engine.Interactions;
using Personalize.Engine.Ranking;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine;

public sealed class ModelFileTests
{
    private static readonly ModelSet Models = SmallShop.Make(customers: 40, items: 24).Train(version: 42);
    private static readonly byte[] File = Saved(Models);

    [Fact]
    public void A_loaded_set_recommends_and_tells_the_same()
    {
        var loaded = ModelFile.Load(new MemoryStream(File));
        var facts = new CustomerFacts { Interests = ["coffee"], History = [new(3, ActivityKind.Purchase, SmallShop.AsOf)] };
        RecommendationList Listed(ModelSet models) => Recommender.Recommend(
            models, QueryFactory.Build(models, facts, SmallShop.AsOf), new RecommendationRequest { Count = 24 });
        var (expected, actual) = (Listed(Models), Listed(loaded));

        Assert.Equal(expected.Items.Select(item => (item.Item, item.Score)), actual.Items.Select(item => (item.Item, item.Score)));
        Assert.Equal(expected.Items[0].Parts[0].Reasons, actual.Items[0].Parts[0].Reasons);
        Assert.Equal((Models.Version, Models.TrainedAt, Models.AsOf), (loaded.Version, loaded.TrainedAt, loaded.AsOf));
        Assert.Equal(Models.Settings, loaded.Settings);
        Assert.Equal(Models.Engagement.Normalise(1, ScaleKind.Percentile), loaded.Engagement.Normalise(1, ScaleKind.Percentile));
        Assert.Equal(Models.Catalogue.Similar(0, 3).Select(one => one.Similarity), loaded.Catalogue.Similar(0, 3).Select(one => one.Similarity));
        Assert.Equal(Models.Clusters.Labels.ToArray(), loaded.Clusters.Labels.ToArray());
    }

    [Theory]
    [InlineData(120)]
    [InlineData(1)]
    public void Every_model_scores_with_the_same_bits_after_loading(int easeMostItems)
    {
        var models = SmallShop.Make().Trained(new ModelSettings { FewestPairsForFactors = 1, EaseMostItems = easeMostItems });
        var loaded = ModelFile.Load(new MemoryStream(Saved(models)));
        var facts = new CustomerFacts { Interests = ["coffee"], History = [new(3, ActivityKind.Purchase, SmallShop.AsOf), new(9, ActivityKind.View, SmallShop.AsOf)] };
        int[] items = [.. Enumerable.Range(0, 120)];
        var (before, after) = (new float[120], new float[120]);

        Assert.Equal(6, models.Learnt.Count);
        Assert.Equal(models.Decisions, loaded.Decisions);
        Assert.Equal(models.Weights, loaded.Weights);
        for (var at = 0; at < models.Learnt.Count; at++)
        {
            Assert.Equal(120, models.Learnt[at].Score(QueryFactory.Build(models, facts, SmallShop.AsOf), items, before));
            loaded.Learnt[at].Score(QueryFactory.Build(loaded, facts, SmallShop.AsOf), items, after);

            Assert.Equal(models.Learnt[at].Name, loaded.Learnt[at].Name);
            Assert.Equal(before, after);
        }
    }

    [Theory]
    [InlineData(RankerScope.NewItems, 120)]
    [InlineData(RankerScope.NewItems, 1)]
    [InlineData(RankerScope.AllItems, 120)]
    public void A_ranker_scores_and_explains_with_the_same_bits_after_loading(RankerScope scope, int easeMostItems)
    {
        var activities = SmallShop.Make().Input.Activities;
        var settings = new RankerSettings { AlsoBought = new() { Regularisation = 300, MostItems = easeMostItems } };
        var ranker = new RankerTrainer(scope, settings).Train(activities, Models.Version, SmallShop.Run());
        var loaded = Assert.IsType<RankerModel>(Assert.Single(ModelFile.Load(new MemoryStream(Saved(Models with { Learnt = [ranker] }))).Learnt));

        Assert.Equal(ranker.Coefficients, loaded.Coefficients);
        Assert.Equal((ranker.Name, ranker.Settings), (loaded.Name, loaded.Settings));
        for (var customer = 0; customer < 20; customer++)
        {
            var query = Purchases.QueryOf(activities, customer) with { ModelVersion = Models.Version };
            Assert.Equal(Purchases.Scores(ranker, query, 120), Purchases.Scores(loaded, query, 120));
            var (before, after) = (ranker.Explain(query, customer, 5), loaded.Explain(query, customer, 5));
            Assert.Equal((before.Score, before.Remainder), (after.Score, after.Remainder));
            Assert.Equal(before.Reasons, after.Reasons);
        }
    }

    [Fact]
    public void A_ranker_that_learnt_nothing_is_kept_too()
    {
        var ranker = new RankerTrainer(RankerScope.NewItems, new()).Train(Purchases.Of(3, [[0, 1]], [[2]]), Models.Version, SmallShop.Run());
        var loaded = ModelFile.Load(new MemoryStream(Saved(Models with { Learnt = [ranker] })));

        Assert.Empty(Assert.IsType<RankerModel>(Assert.Single(loaded.Learnt)).Coefficients);
    }

    [Fact]
    public void Any_flipped_byte_of_a_ranker_is_refused()
    {
        var ranker = new RankerTrainer(RankerScope.NewItems, new()).Train(SmallShop.Make(40, 24).Input.Activities, Models.Version, SmallShop.Run());
        var file = Saved(Models with { Learnt = [ranker] });
        var without = Saved(Models with { Learnt = [] }).Length;
        var random = new Random(10);
        for (var round = 0; round < 100; round++)
        {
            byte[] broken = [.. file];
            // Behind the sections that every file has.
            broken[random.Next(without, file.Length)] ^= (byte)(1 << random.Next(8));

            Assert.Throws<InvalidDataException>(() => ModelFile.Load(new MemoryStream(broken)));
        }
    }

    [Fact]
    public void Saving_what_was_loaded_gives_the_same_file() =>
        Assert.Equal(File, Saved(ModelFile.Load(new MemoryStream(File))));

    [Fact]
    public void Any_flipped_bit_is_refused()
    {
        var random = new Random(8);
        for (var round = 0; round < 200; round++)
        {
            byte[] broken = [.. File];
            broken[round < 60 ? round : random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));

            Assert.Throws<InvalidDataException>(() => ModelFile.Load(new MemoryStream(broken)));
        }
    }

    [Fact]
    public void Any_shorter_or_longer_file_is_refused()
    {
        var random = new Random(9);
        for (var round = 0; round < 100; round++)
        {
            var length = round < 60 ? round : random.Next(File.Length);
            Assert.Throws<InvalidDataException>(() => ModelFile.Load(new MemoryStream(File, 0, length)));
        }
        Assert.Throws<InvalidDataException>(() => ModelFile.Load(new MemoryStream([.. File, 0])));
    }

    [Fact]
    public void A_later_format_is_refused_by_its_number()
    {
        byte[] later = [.. File];
        later[8]++;

        Assert.Contains($"format {ModelFile.Format + 1}", Assert.Throws<InvalidDataException>(() => ModelFile.Load(new MemoryStream(later))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_of_nothing_can_be_kept_too()
    {
        var empty = SmallShop.Nothing().Train();

        Assert.Equal(0, ModelFile.Load(new MemoryStream(Saved(empty))).Items.Count);
    }

    private static byte[] Saved(ModelSet models)
    {
        using var file = new MemoryStream();
        ModelFile.Save(models, file);
        return file.ToArray();
    }
}

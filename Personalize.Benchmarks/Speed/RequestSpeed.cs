using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using Personalize.Benchmarks.Kernels;
using Personalize.Engine;
using Personalize.Engine.Interactions;
using Personalize.Engine.Popularity;
using Personalize.Engine.Ranking;
using Personalize.Engine.Rules;
using Personalize.Engine.Scoring;

namespace Personalize.Benchmarks.Speed;

/// <summary>Whole requests for one customer: facts to query, all scorers on all items, hybrid, rules, ten explained items. One thread, a made-up shop.</summary>
internal static class RequestSpeed
{
    public static SpeedCase Prepare(SpeedOptions options)
    {
        var settings = options.Settings.For<Defaults>("request");
        var shop = BenchmarkShop.Make(settings.Customers, settings.Items, settings.Touches);
        var trainer = new ModelSetTrainer(new ModelSettings { EaseMostItems = settings.EaseMostItems });
        var models = WithRanker(trainer.Train(shop, 1, BenchmarkShop.AsOf, options.Run), shop.Activities, options.Run);
        // Every scorer speaks, whatever weights were learnt: the dearest request there is.
        var weights = models.Weights.Keys.ToDictionary(static name => name, _ => 1d / models.Weights.Count);
        var request = new RecommendationRequest { Weights = weights, Rules = new ItemRules { Pins = new Dictionary<int, int> { [3] = 0 }, MostRepeats = 2 } };
        var random = new Random(options.Run.Seed);
        CustomerFacts[] customers = [.. Enumerable.Range(0, settings.Requests).Select(_ => Customer(settings, random))];
        var (all, folding) = (new List<double>(), new List<double>());
        var sums = new double[settings.Items];
        return new SpeedCase(
            $"{settings.Requests} requests at {settings.Items:N0} items, {settings.Customers:N0} customers, histories of {settings.Touches}, {string.Join(", ", weights.Keys)}",
            () =>
            {
                foreach (var customer in customers)
                {
                    var start = Stopwatch.GetTimestamp();
                    var query = QueryFactory.Build(models, customer, BenchmarkShop.AsOf);
                    var folded = Stopwatch.GetTimestamp();
                    Recommender.Recommend(models, query, request);
                    folding.Add(Stopwatch.GetElapsedTime(start, folded).TotalMilliseconds);
                    all.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            },
            () => Bare.OnThreads(1, _ =>
            {
                for (var time = 0; time < settings.Requests * weights.Count; time++) GC.KeepAlive(TensorPrimitives.Sum(sums));
            }),
            "reading one number per scorer and item")
        {
            Finding = () => string.Create(CultureInfo.InvariantCulture,
                $"one request           median {At(all, .5):F2} ms, p99 {At(all, .99):F2} ms of {all.Count:N0}; its facts to a query {At(folding, .5):F2} ms, p99 {At(folding, .99):F2} ms"),
        };
    }

    // Choices made by dice teach it nothing, so that it does not earn its place here; its work is the same all the same.
    private static ModelSet WithRanker(ModelSet models, TrainingSet data, TrainingRun run)
    {
        if (models.Weights.ContainsKey(RankerModel.ExploreScorerName)) return models;
        IScorer[] learnt = [.. models.Learnt, new RankerTrainer(RankerScope.NewItems, new RankerSettings()).Train(data, models.Version, run)];
        IScorer[] scorers = [models.Content, models.ClusterPopularity, models.Popularity, .. learnt];
        var parts = scorers.Select(scorer => new HybridPart(scorer, CustomerCalibration.Instance, 1d / scorers.Length));
        return models with { Learnt = learnt, Hybrid = new HybridScorer([.. parts], PopularityModel.ScorerName, models.Items.Count, models.Version) };
    }

    private static CustomerFacts Customer(Defaults settings, Random random) => new()
    {
        Interests = [BenchmarkShop.Text(random, 3)],
        History = [.. Enumerable.Range(0, settings.Touches).Select(at => new ItemTouch(random.Next(settings.Items), (Engine.Interactions.ActivityKind)(at % 5), BenchmarkShop.AsOf.AddDays(-at)))],
    };

    private static double At(List<double> values, double share) => values.Order().ElementAt((int)Math.Min(values.Count - 1, share * values.Count));

    private sealed record Defaults
    {
        [Range(10, 1_000_000)]
        public int Items { get; init; } = 10_000;

        [Range(10, 1_000_000)]
        public int Customers { get; init; } = 2000;

        [Range(1, 10_000)]
        public int Touches { get; init; } = 30;

        [Range(1, 100_000)]
        public int Requests { get; init; } = 200;

        /// <summary>Items up to which EASE is a part.</summary>
        [Range(0, 40_000)]
        public int EaseMostItems { get; init; } = new ModelSettings().EaseMostItems;
    }
}

using BenchmarkDotNet.Attributes;
using Personalize.Engine;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;

namespace Personalize.Benchmarks.Kernels;

/// <summary>One customer against 10,000 items; the baseline reads popularity only.</summary>
[MemoryDiagnoser]
public class ScoringBenchmarks
{
    private const int Items = 10_000;
    private readonly int[] _items = new int[Items];
    private readonly float[] _scores = new float[Items];
    private ModelSet _models = null!;
    private RecommendationQuery _query = null!;
    private CustomerFacts _facts = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _models = BenchmarkShop.Train(BenchmarkShop.Make(customers: 2000, items: Items, touchesEach: 30));
        for (var item = 0; item < Items; item++) _items[item] = item;
        _facts = new CustomerFacts
        {
            Interests = [BenchmarkShop.Text(new Random(3), 3)],
            History = [.. Enumerable.Range(0, 30).Select(at => new ItemTouch(at * 300, ActivityKind.View, BenchmarkShop.AsOf.AddDays(-at)))],
        };
        _query = QueryFactory.Build(_models, _facts, BenchmarkShop.AsOf);
    }

    [Benchmark(Baseline = true)]
    public int Popularity() => _models.Popularity.Score(_query, _items, _scores);

    [Benchmark]
    public int Content() => _models.Content.Score(_query, _items, _scores);

    [Benchmark]
    public int Hybrid() => _models.Hybrid.Score(_query, _items, _scores);

    [Benchmark]
    public int BuildQuery() => QueryFactory.Build(_models, _facts, BenchmarkShop.AsOf).Items.Length;

    [Benchmark]
    public int RecommendTenWithReasons() => Recommender.Recommend(_models, _query, new RecommendationRequest()).Items.Count;
}

using BenchmarkDotNet.Attributes;
using Personalize.Engine.Scoring;

namespace Personalize.Benchmarks.Kernels;

/// <summary>The best ten of many; the baseline sorts them all.</summary>
[MemoryDiagnoser]
public class TopKBenchmarks
{
    private int[] _items = [];
    private float[] _scores = [];

    [Params(600, 10_000)]
    public int Candidates { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(4);
        _items = [.. Enumerable.Range(0, Candidates)];
        _scores = [.. _items.Select(_ => random.NextSingle())];
    }

    [Benchmark(Baseline = true)]
    public int SortAll()
    {
        var items = _items.AsSpan().ToArray();
        var scores = _scores.AsSpan().ToArray();
        Array.Sort(scores, items);
        return items[^1];
    }

    [Benchmark]
    public int BoundedHeap() => Ranker.Top(_items, _scores, 10)[0].Item;
}

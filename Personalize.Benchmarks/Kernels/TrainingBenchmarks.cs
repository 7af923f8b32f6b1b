using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Personalize.Engine;

namespace Personalize.Benchmarks.Kernels;

/// <summary>A whole training on one thread; the baseline is the demo's size, the other that of a real shop.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 3)]
public class TrainingBenchmarks
{
    private TrainingInput _demo = null!;
    private TrainingInput _shop = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _demo = BenchmarkShop.Make(customers: 2000, items: 600, touchesEach: 30);
        _shop = BenchmarkShop.Make(customers: 6000, items: 4000, touchesEach: 90);
    }

    [Benchmark(Baseline = true)]
    public ModelSet Demo() => BenchmarkShop.Train(_demo);

    [Benchmark]
    public ModelSet Shop() => BenchmarkShop.Train(_shop);
}

using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Personalize.Engine.Numerics;

namespace Personalize.Benchmarks.Kernels;

/// <summary>The ten greatest of 100,000 products of 64 factors; the baseline only reads the rows, as fast as memory gives them.</summary>
[MemoryDiagnoser]
public class ScanBenchmarks
{
    private const int Count = 100_000;
    private const int Width = 64;
    private readonly FactorRows _rows = new(Count, Width);
    private readonly float[] _vector = new float[Width];
    private QuantisedRows _bytes = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(6);
        foreach (ref var value in _rows.Values.AsSpan()) value = 2 * random.NextSingle() - 1;
        foreach (ref var value in _vector.AsSpan()) value = 2 * random.NextSingle() - 1;
        _bytes = new QuantisedRows(_rows);
    }

    [Benchmark(Baseline = true)]
    public float ReadOnly() => TensorPrimitives.Sum<float>(_rows.Values);

    [Benchmark]
    public float LoopOfDots()
    {
        var greatest = float.NegativeInfinity;
        for (var row = 0; row < Count; row++) greatest = Math.Max(greatest, TensorPrimitives.Dot<float>(_rows.Row(row), _vector));
        return greatest;
    }

    [Benchmark]
    public int TopTen() => RowScan.Top(_rows, _vector, 10)[0].Item;

    [Benchmark]
    public int TopTenOfBytes() => _bytes.Top(_vector, 10, 200)[0].Item;
}

using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using Personalize.Engine;
using Personalize.Engine.Numerics;

namespace Personalize.Benchmarks.Kernels;

/// <summary>Inverse of a symmetric matrix on one thread, beside the library that most people would take.</summary>
[MemoryDiagnoser]
public class DenseBenchmarks
{
    private static readonly TrainingRun Run = new(1, 1, null, CancellationToken.None);
    private float[] _values = [];
    private Matrix<float> _matrix = null!;

    [Params(512, 1024)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(5);
        var x = Matrix<float>.Build.Dense(Size, Size, (_, _) => 2 * random.NextSingle() - 1);
        _matrix = x.TransposeThisAndMultiply(x) / Size + Matrix<float>.Build.DenseIdentity(Size);
        _values = _matrix.ToRowMajorArray();
    }

    [Benchmark(Baseline = true)]
    public float MathNetCholesky() => _matrix.Cholesky().Solve(Matrix<float>.Build.DenseIdentity(Size))[0, 0];

    [Benchmark]
    public float SweepInSingle()
    {
        var values = _values.AsSpan().ToArray();
        SymmetricInverse.TryInvert(values, Size, Run);
        return values[0];
    }

    [Benchmark]
    public double SweepInDouble()
    {
        var values = Array.ConvertAll(_values, static value => (double)value);
        SymmetricInverse.TryInvert(values, Size, Run);
        return values[0];
    }
}

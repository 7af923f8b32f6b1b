using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using Personalize.Engine;
using Personalize.Engine.Factors;
using Personalize.Engine.Interactions;
using Personalize.Engine.Numerics;

namespace Personalize.Benchmarks.Kernels;

/// <summary>Placing one customer of 80 items among 128 factors; the baseline does the same with MathNet.</summary>
[MemoryDiagnoser]
public class RowSolveBenchmarks
{
    private const int Factors = 128;
    private readonly float[] _placed = new float[Factors];
    private readonly int[] _items = [.. Enumerable.Range(0, 80).Select(at => at * 40)];
    private readonly float[] _weights = [.. Enumerable.Repeat(1f, 80)];
    private IalsModel _model = null!;
    private Matrix<float> _gram = null!;
    private Matrix<float> _touched = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(7);
        var rows = new FactorRows(4000, Factors);
        foreach (ref var value in rows.Values.AsSpan()) value = 0.2f * random.NextSingle() - 0.1f;
        var side = ImplicitRows.Of(rows, new IalsSettings { Factors = Factors }, new TrainingRun(1, 1, null, CancellationToken.None));
        _model = new IalsModel(side, 1);
        _gram = Matrix<float>.Build.Dense(Factors, Factors, (row, column) => side.Gram[row * Factors + column] + (row == column ? 5 : 0));
        _touched = Matrix<float>.Build.Dense(_items.Length, Factors, (row, column) => rows.Row(_items[row])[column]);
    }

    [Benchmark(Baseline = true)]
    public float MathNet() => (_gram + _touched.TransposeThisAndMultiply(_touched)).Cholesky().Solve(_touched.ColumnSums())[0];

    [Benchmark]
    public float FoldIn()
    {
        _model.FoldIn(new SparseRow(_items, _weights), _placed);
        return _placed[0];
    }
}

using BenchmarkDotNet.Attributes;
using Personalize.Engine.Text;

namespace Personalize.Benchmarks.Kernels;

/// <summary>Turning one item's text into its vector; the baseline only cuts the words.</summary>
[MemoryDiagnoser]
public class TextBenchmarks
{
    private TfIdfModel _model = null!;
    private string _text = "";

    [GlobalSetup]
    public void Prepare()
    {
        _model = BenchmarkShop.Train(BenchmarkShop.Make(customers: 10, items: 2000, touchesEach: 5)).Catalogue.Text;
        _text = BenchmarkShop.Text(new Random(2), 30);
    }

    [Benchmark(Baseline = true)]
    public int Split() => _text.Split(' ').Length;

    [Benchmark]
    public int Tokenize() => _model.Tokenizer.Terms(_text).Count;

    [Benchmark]
    public int Transform() => _model.Transform(_text).Count;
}

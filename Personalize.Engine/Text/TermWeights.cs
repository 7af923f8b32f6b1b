namespace Personalize.Engine.Text;

/// <summary>Turns the documents of a block into TF-IDF vectors of length 1, with the same bits as <see cref="TfIdfModel.Transform(IReadOnlyList{TextPart})"/>.</summary>
/// <threadsafety>One thread at a time.</threadsafety>
internal sealed class TermWeights(TfIdfModel model)
{
    private readonly double[] _sums = new double[model.Terms.Count];
    private readonly bool[] _touched = new bool[model.Terms.Count];
    private readonly List<int> _terms = [];

    /// <param name="numbers">By the block's own term number: the model's.</param>
    public WeightedBlock Of(TermBlock block, int[] numbers)
    {
        var weighted = new WeightedBlock(block.Ends.Length, block.Terms.Length);
        var stretch = 0;
        foreach (var end in block.Ends)
        {
            Sum(block, numbers, stretch, end);
            stretch = end;
            HandOut(weighted);
        }
        return weighted;
    }

    private void Sum(TermBlock block, int[] numbers, int first, int end)
    {
        var start = first == 0 ? 0 : block.Stretches[first - 1].End;
        var length = 0d;
        var at = start;
        for (var stretch = first; stretch < end; stretch++)
        {
            var (until, weight) = block.Stretches[stretch];
            for (; at < until; at++) length += weight;
        }
        at = start;
        for (var stretch = first; stretch < end; stretch++)
        {
            var (until, weight) = block.Stretches[stretch];
            for (; at < until; at++)
            {
                var term = numbers[block.Terms[at]];
                if (!_touched[term])
                {
                    _touched[term] = true;
                    _terms.Add(term);
                }
                _sums[term] += weight / length * model.IdfOfKnown(term);
            }
        }
        _terms.Sort();
    }

    // Rounded to float before it is brought to length 1, as a vector of its own would be.
    private void HandOut(WeightedBlock weighted)
    {
        var squares = 0d;
        foreach (var term in _terms)
        {
            var value = (float)_sums[term];
            squares += (double)value * value;
        }
        var factor = 1 / Math.Sqrt(squares);
        foreach (var term in _terms)
        {
            var value = (float)_sums[term];
            var scaled = (float)(value * factor);
            if (value != 0 && scaled != 0) weighted.Add(term, scaled);
            _sums[term] = 0;
            _touched[term] = false;
        }
        _terms.Clear();
        weighted.EndRow();
    }
}

/// <summary>Rows under construction.</summary>
internal sealed class WeightedBlock(int rows, int entries)
{
    private readonly int[] _columns = new int[entries];
    private readonly float[] _values = new float[entries];
    private readonly int[] _ends = new int[rows];
    private int _row;
    private int _count;

    public ReadOnlySpan<int> Columns => _columns.AsSpan(0, _count);

    public ReadOnlySpan<float> Values => _values.AsSpan(0, _count);

    /// <summary>By row: one past its last entry.</summary>
    public ReadOnlySpan<int> Ends => _ends;

    public void Add(int column, float value)
    {
        _columns[_count] = column;
        _values[_count++] = value;
    }

    public void EndRow() => _ends[_row++] = _count;
}

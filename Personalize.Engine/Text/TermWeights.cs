namespace Personalize.Engine.Text;

/// <summary>Turns the documents of a block into TF-IDF vectors of length 1, with the same bits as <see cref="TfIdfModel.Transform(IReadOnlyList{TextPart})"/>.</summary>
/// <threadsafety>One thread at a time.</threadsafety>
internal sealed class TermWeights(TfIdfModel model)
{
    private readonly double[] _sums = new double[model.Terms.Count];
    private int[] _terms = new int[64];
    private int _count;

    /// <param name="numbers">By the block's own term number: the model's.</param>
    public WeightedBlock Of(TermBlock block, int[] numbers)
    {
        var terms = block.Terms;
        var stretches = block.Stretches;
        var weighted = new WeightedBlock(block.Ends.Length, terms.Length);
        var (term, stretch) = (0, 0);
        foreach (var end in block.Ends)
        {
            var document = stretches[stretch..end];
            Sum(terms, term, document, numbers);
            HandOut(weighted);
            stretch = end;
            if (!document.IsEmpty) term = document[^1].End;
        }
        return weighted;
    }

    private void Sum(ReadOnlySpan<int> terms, int first, ReadOnlySpan<TermBlock.Stretch> document, int[] numbers)
    {
        var (length, at) = (0d, first);
        foreach (var (end, weight) in document)
        {
            for (; at < end; at++) length += weight;
        }
        if (_terms.Length < at - first) _terms = new int[2 * (at - first)];
        at = first;
        foreach (var (end, weight) in document)
        {
            var share = weight / length;
            for (; at < end; at++)
            {
                var term = numbers[terms[at]];
                ref var sum = ref _sums[term];
                // A term of weight 0 may stand here twice, and is left out in the end.
                if (sum == 0) _terms[_count++] = term;
                sum += share * model.IdfOfKnown(term);
            }
        }
        _terms.AsSpan(0, _count).Sort();
    }

    // Rounded to float before it is brought to length 1, as a vector of its own would be.
    private void HandOut(WeightedBlock weighted)
    {
        var terms = _terms.AsSpan(0, _count);
        var squares = 0d;
        foreach (var term in terms)
        {
            var value = (float)_sums[term];
            squares += (double)value * value;
        }
        var factor = 1 / Math.Sqrt(squares);
        foreach (var term in terms)
        {
            var value = (float)_sums[term];
            var scaled = (float)(value * factor);
            if (value != 0 && scaled != 0) weighted.Add(term, scaled);
            _sums[term] = 0;
        }
        _count = 0;
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

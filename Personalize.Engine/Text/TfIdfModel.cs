using Personalize.Engine.Interactions;

namespace Personalize.Engine.Text;

/// <summary>Turns text into vectors over the terms of a corpus.</summary>
/// <remarks>
/// TF(t, d) = count of t in d / number of terms in d; TF-IDF(t, d) = TF(t, d) · IDF(t), see <see cref="IdfMode"/>.
/// Terms outside the vocabulary are dropped, they have no IDF.
/// </remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class TfIdfModel
{
    private readonly int[] _documentFrequencies;
    private readonly double[] _idf;

    internal TfIdfModel(IdfMode mode, Tokenizer tokenizer, Vocabulary terms, int[] documentFrequencies, int documentCount)
    {
        Mode = mode;
        Tokenizer = tokenizer;
        Terms = terms;
        DocumentCount = documentCount;
        _documentFrequencies = documentFrequencies;
        _idf = new double[documentFrequencies.Length];
        for (var term = 0; term < _idf.Length; term++) _idf[term] = Idf(mode, documentCount, documentFrequencies[term]);
    }

    public IdfMode Mode { get; }

    public Tokenizer Tokenizer { get; }

    public Vocabulary Terms { get; }

    /// <summary>N.</summary>
    public int DocumentCount { get; }

    internal ReadOnlySpan<int> DocumentFrequencies => _documentFrequencies;

    /// <param name="term">Term number in [0, Terms.Count).</param>
    /// <returns>0 or more, by the formula of <see cref="Mode"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="term"/> is not in the vocabulary.</exception>
    public double IdfOf(int term)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(term);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(term, _idf.Length);
        return _idf[term];
    }

    internal double IdfOfKnown(int term) => _idf[term];

    /// <summary>The specification's TF × IDF before any normalisation; empty for text without known terms.</summary>
    public SparseVector Weigh(IReadOnlyList<TextPart> document)
    {
        var length = 0d;
        var known = new List<(int Term, double Count)>();
        foreach (var part in document)
        {
            foreach (var term in Tokenizer.Terms(part.Text))
            {
                length += part.Weight;
                if (Terms.NumberOf(term) is >= 0 and var number) known.Add((number, part.Weight));
            }
        }
        var sum = new SparseSum();
        foreach (var (term, count) in known) sum.Add(term, count / length * _idf[term]);
        return sum.ToVector();
    }

    /// <summary>The TF-IDF vector at length 1; empty for text in which no term weighs anything, never NaN.</summary>
    public SparseVector Transform(IReadOnlyList<TextPart> document) => Weigh(document).Normalised();

    /// <inheritdoc cref="Transform(IReadOnlyList{TextPart})"/>
    public SparseVector Transform(string text) => Transform([new TextPart(text)]);

    private static double Idf(IdfMode mode, int documents, int frequency) => mode switch
    {
        IdfMode.Spec => Math.Log((double)documents / frequency),
        IdfMode.Smooth => Math.Log((1d + documents) / (1d + frequency)) + 1,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Use Spec or Smooth."),
    };
}

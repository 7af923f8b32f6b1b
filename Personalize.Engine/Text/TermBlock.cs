using System.Runtime.InteropServices;

namespace Personalize.Engine.Text;

/// <summary>Some documents as sequences of term numbers of their own, and how many of the documents have each term.</summary>
/// <threadsafety>One thread at a time.</threadsafety>
internal sealed class TermBlock(Tokenizer tokenizer)
{
    private const int Noise = -1;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly WordBuffer _words = new();
    private readonly List<int> _terms = [];
    private readonly List<Stretch> _stretches = [];
    private readonly List<int> _ends = [];
    private readonly List<int> _frequencies = [];
    private readonly List<int> _lastDocument = [];

    /// <param name="End">One past the last term of the part, in the sequence of all documents.</param>
    public readonly record struct Stretch(int End, double Weight);

    /// <summary>The block's own terms by its own numbers.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>By the block's own number: documents that have the term.</summary>
    public ReadOnlySpan<int> Frequencies => CollectionsMarshal.AsSpan(_frequencies);

    /// <summary>The terms of all documents, one document after the other.</summary>
    public ReadOnlySpan<int> Terms => CollectionsMarshal.AsSpan(_terms);

    /// <summary>The parts of all documents, one document after the other.</summary>
    public ReadOnlySpan<Stretch> Stretches => CollectionsMarshal.AsSpan(_stretches);

    /// <summary>By document: one past its last stretch.</summary>
    public ReadOnlySpan<int> Ends => CollectionsMarshal.AsSpan(_ends);

    public void Add(IReadOnlyList<TextPart> document)
    {
        for (var part = 0; part < document.Count; part++)
        {
            Add(document[part].Text);
            _stretches.Add(new Stretch(_terms.Count, document[part].Weight));
        }
        _ends.Add(_stretches.Count);
    }

    private void Add(string text)
    {
        _words.Cut(text);
        for (var at = 0; at < _words.Count; at++)
        {
            Add(NumberOf(_words[at]));
            foreach (var phrase in tokenizer.StartingWith(_words[at]))
            {
                if (phrase.StandsAt(_words, at)) Add(NumberOf(phrase.Text));
            }
        }
    }

    private void Add(int term)
    {
        if (term == Noise) return;
        _terms.Add(term);
        if (_lastDocument[term] == _ends.Count) return;
        _lastDocument[term] = _ends.Count;
        _frequencies[term]++;
    }

    // Noise is recognised once per word and not once per occurrence. Phrases are never noise: they hold a blank.
    private int NumberOf(ReadOnlySpan<char> term)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers.GetAlternateLookup<ReadOnlySpan<char>>(), term, out var known);
        if (known) return number;
        if (Tokenizer.IsNoise(term)) return number = Noise;
        Texts.Add(term.ToString());
        _frequencies.Add(0);
        _lastDocument.Add(-1);
        return number = Texts.Count - 1;
    }
}

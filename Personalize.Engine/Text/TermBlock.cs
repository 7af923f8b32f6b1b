using System.Runtime.InteropServices;

namespace Personalize.Engine.Text;

/// <summary>Some documents as sequences of term numbers of their own, and how many of the documents have each term.</summary>
/// <threadsafety>One thread at a time.</threadsafety>
/// <param name="documents">How many will be added; room is made for them at once.</param>
internal sealed class TermBlock(Tokenizer tokenizer, int documents)
{
    private const int ShortDocument = 12;

    private readonly TermTable _table = new();
    private readonly WordBuffer _words = new();
    private readonly List<int> _terms = new(documents * ShortDocument);
    private readonly List<Stretch> _stretches = new(documents);
    private readonly List<int> _ends = new(documents);

    /// <param name="End">One past the last term of the part, in the sequence of all documents.</param>
    public readonly record struct Stretch(int End, double Weight);

    /// <summary>The terms of all documents by the block's own numbers, one document after the other.</summary>
    public ReadOnlySpan<int> Terms => CollectionsMarshal.AsSpan(_terms);

    /// <summary>The parts of all documents, one document after the other.</summary>
    public ReadOnlySpan<Stretch> Stretches => CollectionsMarshal.AsSpan(_stretches);

    /// <summary>By document: one past its last stretch.</summary>
    public ReadOnlySpan<int> Ends => CollectionsMarshal.AsSpan(_ends);

    /// <summary>The block's own terms.</summary>
    public TermTable Table => _table;

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
            AddTerm(_words[at]);
            foreach (var phrase in tokenizer.StartingWith(_words[at]))
            {
                if (phrase.StandsAt(_words, at)) AddTerm(phrase.Text);
            }
        }
    }

    private void AddTerm(ReadOnlySpan<char> text)
    {
        var number = _table.NumberOf(text);
        ref var term = ref _table[number];
        if (term.IsNoise) return;
        _terms.Add(number);
        if (term.LastDocument == _ends.Count) return;
        term.LastDocument = _ends.Count;
        term.Documents++;
    }
}

namespace Personalize.Engine.Text;

/// <summary>Numbers terms in the order of their first appearance, without a string for any of them.</summary>
/// <remarks>Open addressing; the hash is that of strings, seeded per process, so nobody can write texts that all collide.</remarks>
/// <threadsafety>One thread at a time.</threadsafety>
internal sealed class TermTable
{
    // Number + 1, or 0 for a free place. A power of two, at most half full.
    private int[] _places = new int[4096];
    private Term[] _terms = new Term[2048];
    private char[] _letters = new char[16_384];
    private int _length;

    /// <summary>What is known of a term, together so that one look fetches it all.</summary>
    public struct Term
    {
        public int Hash;
        public int Start;
        public int Length;

        /// <summary>Documents that have it; 0 for noise, which is never counted.</summary>
        public int Documents;

        /// <summary>The document that had it last.</summary>
        public int LastDocument;
        public bool IsNoise;
    }

    public int Count { get; private set; }

    /// <summary>Valid until the next term is added.</summary>
    public ref Term this[int number] => ref _terms[number];

    /// <summary>Valid until the next term is added.</summary>
    public ReadOnlySpan<char> TextOf(int number) => _letters.AsSpan(_terms[number].Start, _terms[number].Length);

    /// <returns>The number of a term, a new one for a term never seen.</returns>
    public int NumberOf(ReadOnlySpan<char> text)
    {
        var hash = string.GetHashCode(text, StringComparison.Ordinal);
        for (var place = hash & (_places.Length - 1); ; place = (place + 1) & (_places.Length - 1))
        {
            var number = _places[place] - 1;
            if (number < 0) return Add(text, hash, place);
            ref var term = ref _terms[number];
            if (term.Hash == hash && text.SequenceEqual(_letters.AsSpan(term.Start, term.Length))) return number;
        }
    }

    private int Add(ReadOnlySpan<char> text, int hash, int place)
    {
        if (Count == _terms.Length)
        {
            Grow();
            for (place = hash & (_places.Length - 1); _places[place] != 0; place = (place + 1) & (_places.Length - 1)) continue;
        }
        if (_letters.Length < _length + text.Length) Array.Resize(ref _letters, 2 * _letters.Length + text.Length);
        text.CopyTo(_letters.AsSpan(_length));
        _terms[Count] = new Term { Hash = hash, Start = _length, Length = text.Length, LastDocument = -1, IsNoise = Tokenizer.IsNoise(text) };
        _length += text.Length;
        _places[place] = ++Count;
        return Count - 1;
    }

    private void Grow()
    {
        Array.Resize(ref _terms, 2 * _terms.Length);
        _places = new int[2 * _places.Length];
        for (var number = 0; number < Count; number++)
        {
            var place = _terms[number].Hash & (_places.Length - 1);
            while (_places[place] != 0) place = (place + 1) & (_places.Length - 1);
            _places[place] = number + 1;
        }
    }
}

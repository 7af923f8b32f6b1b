namespace Personalize.Engine.Text;

/// <summary>Cuts text into terms: words without stop words, and besides them the declared phrases that occur.</summary>
/// <remarks>Text is brought to NFKC and lower case first, so that "Ｃafé" and "café" are one word in every script.</remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class Tokenizer
{
    /// <summary>Longer runs of letters are links or codes, not words, and are left out.</summary>
    public const int LongestWord = 64;

    private readonly string[] _phrases;
    private readonly Dictionary<string, List<Phrase>> _phrasesByFirstWord = new(StringComparer.Ordinal);

    /// <param name="phrases">Expressions to keep whole, as typed; those of fewer than two words are ignored, repeats count once.</param>
    public Tokenizer(IEnumerable<string> phrases)
    {
        var known = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var phrase in phrases)
        {
            var words = Words(phrase);
            if (words.Count > 1) known.Add(string.Join(' ', words));
        }
        _phrases = [.. known];
        foreach (var phrase in _phrases)
        {
            var words = phrase.Split(' ');
            if (!_phrasesByFirstWord.TryGetValue(words[0], out var sharing)) _phrasesByFirstWord.Add(words[0], sharing = []);
            sharing.Add(new Phrase(phrase, words));
        }
    }

    /// <summary>Knows no phrases.</summary>
    public static Tokenizer WordsOnly { get; } = new([]);

    /// <summary>The phrases in canonical form, in ordinal order.</summary>
    public IReadOnlyList<string> Phrases => _phrases;

    /// <summary>The terms of a text in order of appearance; a phrase stands after its first word, and its words stay terms too.</summary>
    public IReadOnlyList<string> Terms(string text)
    {
        var words = new WordBuffer();
        words.Cut(text);
        var terms = new List<string>(words.Count);
        for (var at = 0; at < words.Count; at++)
        {
            if (!IsNoise(words[at])) terms.Add(words[at].ToString());
            foreach (var phrase in StartingWith(words[at]))
            {
                if (phrase.StandsAt(words, at)) terms.Add(phrase.Text);
            }
        }
        return terms;
    }

    /// <summary>Every word of a text, stop words included: runs of letters, digits and marks; apostrophes inside a word vanish.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var buffer = new WordBuffer();
        buffer.Cut(text);
        var words = new string[buffer.Count];
        for (var at = 0; at < words.Length; at++) words[at] = buffer[at].ToString();
        return words;
    }

    // One Latin letter or digit ("t" of "t-light") says nothing; one Chinese character is a word.
    internal static bool IsNoise(ReadOnlySpan<char> word) => (word.Length == 1 && char.IsAscii(word[0])) || StopWords.Contains(word);

    /// <summary>The phrases that may stand where this word does.</summary>
    internal ReadOnlySpan<Phrase> StartingWith(ReadOnlySpan<char> word) =>
        _phrases.Length > 0 && _phrasesByFirstWord.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var phrases)
            ? System.Runtime.InteropServices.CollectionsMarshal.AsSpan(phrases)
            : [];

    /// <param name="Text">Its words, joined by blanks.</param>
    internal sealed record Phrase(string Text, string[] Words)
    {
        public bool StandsAt(WordBuffer words, int at)
        {
            if (words.Count - at < Words.Length) return false;
            for (var offset = 1; offset < Words.Length; offset++)
            {
                if (!words[at + offset].SequenceEqual(Words[offset])) return false;
            }
            return true;
        }
    }
}

using System.Globalization;
using System.Text;

namespace Personalize.Engine.Text;

/// <summary>Cuts text into terms: words without stop words, and besides them the declared phrases that occur.</summary>
/// <remarks>Text is brought to NFKC and lower case first, so that "Ｃafé" and "café" are one word in every script.</remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class Tokenizer
{
    /// <summary>Longer runs of letters are links or codes, not words, and are left out.</summary>
    public const int LongestWord = 64;

    private readonly string[] _phrases;
    private readonly Dictionary<string, List<string[]>> _phrasesByFirstWord = new(StringComparer.Ordinal);

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
            sharing.Add(words);
        }
    }

    /// <summary>Knows no phrases.</summary>
    public static Tokenizer WordsOnly { get; } = new([]);

    /// <summary>The phrases in canonical form, in ordinal order.</summary>
    public IReadOnlyList<string> Phrases => _phrases;

    /// <summary>The terms of a text in order of appearance; a phrase stands after its first word, and its words stay terms too.</summary>
    public IReadOnlyList<string> Terms(string text)
    {
        var words = Words(text);
        var terms = new List<string>(words.Count);
        for (var at = 0; at < words.Count; at++)
        {
            if (!IsNoise(words[at])) terms.Add(words[at]);
            if (!_phrasesByFirstWord.TryGetValue(words[at], out var phrases)) continue;
            foreach (var phrase in phrases)
            {
                if (StandsAt(phrase, words, at)) terms.Add(string.Join(' ', phrase));
            }
        }
        return terms;
    }

    /// <summary>Every word of a text, stop words included: runs of letters, digits and marks; apostrophes inside a word vanish.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var canonical = WellFormed(text).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var words = new List<string>();
        var start = new StringBuilder();
        foreach (var rune in canonical.EnumerateRunes())
        {
            if (BelongsToWord(rune)) start.Append(rune.ToString());
            else if (!IsApostrophe(rune)) Flush(start, words);
        }
        Flush(start, words);
        return words;
    }

    private static void Flush(StringBuilder word, List<string> words)
    {
        if (word.Length is > 0 and <= LongestWord) words.Add(word.ToString());
        word.Clear();
    }

    // A lone surrogate makes Normalize throw; enumerating runes turns it into U+FFFD.
    private static string WellFormed(string text)
    {
        foreach (var letter in text)
        {
            if (char.IsSurrogate(letter)) return string.Concat(text.EnumerateRunes());
        }
        return text;
    }

    private static bool BelongsToWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber;

    private static bool IsApostrophe(Rune rune) => rune.Value is '\'' or '\u2019';

    // One Latin letter or digit ("t" of "t-light") says nothing; one Chinese character is a word.
    private static bool IsNoise(string word) => (word.Length == 1 && char.IsAscii(word[0])) || StopWords.Contains(word);

    private static bool StandsAt(string[] phrase, IReadOnlyList<string> words, int at)
    {
        if (words.Count - at < phrase.Length) return false;
        for (var offset = 1; offset < phrase.Length; offset++)
        {
            if (!string.Equals(phrase[offset], words[at + offset], StringComparison.Ordinal)) return false;
        }
        return true;
    }
}

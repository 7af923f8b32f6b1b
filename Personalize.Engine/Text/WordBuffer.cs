using System.Globalization;
using System.Text;

namespace Personalize.Engine.Text;

/// <summary>Cuts texts into canonical words, one text after the other, without a string for any of them.</summary>
/// <remarks>Runs of letters, digits and marks in NFKC and lower case; apostrophes inside a word vanish; overlong runs are left out.</remarks>
/// <threadsafety>One thread at a time.</threadsafety>
internal sealed class WordBuffer
{
    private const byte Apostrophe = 1;

    // What an ASCII character becomes: 0 ends a word, an apostrophe vanishes, the others stand for themselves in lower case.
    private static readonly byte[] Canonical = Table();

    private char[] _letters = new char[256];
    private int[] _ends = new int[32];

    /// <summary>Words of the text cut last.</summary>
    public int Count { get; private set; }

    /// <summary>Valid until the next text is cut.</summary>
    public ReadOnlySpan<char> this[int word]
    {
        get
        {
            var start = word == 0 ? 0 : _ends[word - 1];
            return _letters.AsSpan(start, _ends[word] - start);
        }
    }

    public void Cut(string text)
    {
        if (!TryCutAscii(text)) CutAny(WellFormed(text).Normalize(NormalizationForm.FormKC).ToLowerInvariant());
    }

    /// <returns>False as soon as there is a character that needs the full rules.</returns>
    private bool TryCutAscii(string text)
    {
        Begin(text.Length);
        var (letters, canonical, start, length) = (_letters, Canonical, 0, 0);
        foreach (var letter in text)
        {
            if (letter >= canonical.Length) return false;
            var became = canonical[letter];
            if (became > Apostrophe) letters[length++] = (char)became;
            else if (became == 0) length = start = End(start, length);
        }
        End(start, length);
        return true;
    }

    private void CutAny(string canonical)
    {
        Begin(canonical.Length);
        var (start, length) = (0, 0);
        foreach (var rune in canonical.EnumerateRunes())
        {
            if (BelongsToWord(rune)) length += rune.EncodeToUtf16(_letters.AsSpan(length));
            else if (rune.Value is not ('\'' or '\u2019')) length = start = End(start, length);
        }
        End(start, length);
    }

    private void Begin(int atMost)
    {
        if (_letters.Length < atMost) _letters = new char[Math.Max(atMost, 2 * _letters.Length)];
        Count = 0;
    }

    /// <returns>Where the next word starts: behind this one, or in its place when it is none.</returns>
    private int End(int start, int end)
    {
        if (end == start || end - start > Tokenizer.LongestWord) return start;
        if (Count == _ends.Length) Array.Resize(ref _ends, 2 * Count);
        return _ends[Count++] = end;
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

    private static byte[] Table()
    {
        var table = new byte[128];
        for (var letter = '\0'; letter < table.Length; letter++)
        {
            if (char.IsAsciiLetterOrDigit(letter)) table[letter] = (byte)char.ToLowerInvariant(letter);
        }
        table['\''] = Apostrophe;
        return table;
    }
}

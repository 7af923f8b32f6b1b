namespace Personalize.Web.Hosting;

/// <summary>Shortens text without halving a character: half of a surrogate pair is no text, and PostgreSQL refuses it.</summary>
internal static class CutText
{
    /// <param name="most">Length in UTF-16 units, at least 1.</param>
    /// <returns>The beginning of the text, at most so long.</returns>
    public static string To(string text, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (text.Length <= most)
            return text;
        return char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
    }
}

namespace Personalize.Web.Recommendations;

/// <summary>Lists terms as people do: "hiking, camping and nature".</summary>
internal static class TermList
{
    /// <summary>Words of a phrase that is listed already are left out: "science fiction" says "science".</summary>
    /// <param name="terms">Strongest first.</param>
    public static string Join(IEnumerable<string> terms, int most)
    {
        var all = terms.ToArray();
        string[] said =
        [
            .. all.Where(term => !Array.Exists(all, other => other.Length > term.Length && Contains(other, term))).Take(most),
        ];
        return said.Length switch
        {
            0 => "",
            1 => said[0],
            _ => $"{string.Join(", ", said[..^1])} and {said[^1]}",
        };
    }

    private static bool Contains(string phrase, string word) => phrase.Split(' ').Contains(word, StringComparer.Ordinal);
}

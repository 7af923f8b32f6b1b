using System.Collections.Frozen;

namespace Personalize.Engine.Text;

/// <summary>Words that carry grammar and no taste. Short on purpose: "bill", "fire" and "system" are content in a shop.</summary>
public static class StopWords
{
    private static readonly FrozenSet<string> English = FrozenSet.ToFrozenSet(
        """
        a about after all also am an and any are as at be because been before being but by can could did do does doing
        down during each for from had has have having he her here hers him his how i if in into is it its itself just me
        my no nor not of off on once only or other our ours out over own she should so some such than that the their
        theirs them then there these they this those through to too under until up us very was we were what when where
        which while who whom why will with would you your yours
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <param name="word">In lower case.</param>
    public static bool Contains(string word) => English.Contains(word);
}

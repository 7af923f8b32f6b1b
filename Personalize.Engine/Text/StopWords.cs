using System.Collections.Frozen;

namespace Personalize.Engine.Text;

/// <summary>
/// Words that carry grammar and no taste, and verbs that any description has: "takes" is no reason to like a thing. Short on
/// purpose: "bill", "fire" and "system" are content in a shop.
/// </summary>
public static class StopWords
{
    private static readonly FrozenSet<string> English = FrozenSet.ToFrozenSet(
        """
        a about add adds after all also am an and any are as ask asks at be because been before being but by can come
        comes could did do does doing down during each for from get gets give gives go goes had has have having he her
        here hers him his how i if in into is it its itself just keep keeps kept let lets made make makes me my need
        needs no nor not of off on once only or other our ours out over own put puts she should so some stay stays
        such take taken takes than that the their theirs them then there these they this those through to too under
        until up us very want wants was we were what when where which while who whom why will with would you your
        yours
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <param name="word">In lower case.</param>
    public static bool Contains(ReadOnlySpan<char> word) => English.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}

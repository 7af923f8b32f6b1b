namespace Personalize.Engine.Scoring;

/// <summary>What a scorer thinks of an item that it knows.</summary>
internal interface IItemOpinion
{
    float Of(int item);
}

/// <summary>The loop that all scorers of numbered items share: an opinion where the item is known, NaN where it is not.</summary>
internal static class KnownItems
{
    /// <param name="count">Items known; their numbers are 0..count-1.</param>
    /// <returns>How many scores are not NaN.</returns>
    /// <remarks>A type parameter and not a delegate: the call is inlined into the loop over all items.</remarks>
    public static int Score<TOpinion>(TOpinion opinion, int count, ReadOnlySpan<int> items, Span<float> scores)
        where TOpinion : struct, IItemOpinion, allows ref struct
    {
        var known = 0;
        for (var at = 0; at < items.Length; at++)
        {
            if (Contains(count, items[at]))
            {
                scores[at] = opinion.Of(items[at]);
                known++;
            }
            else
            {
                scores[at] = float.NaN;
            }
        }
        return known;
    }

    public static bool Contains(int count, int item) => item >= 0 && item < count;
}

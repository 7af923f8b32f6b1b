using Personalize.Engine.Scoring;

namespace Personalize.Engine.Diversity;

/// <summary>So many items of one category on a list, and no more while there are others. Items with a fixed place are not counted.</summary>
/// <param name="Most">1 or more.</param>
/// <param name="CategoryOf">The category of an item number; empty or null for none, which is not counted.</param>
public sealed record CategoryCap(int Most, Func<int, string?> CategoryOf)
{
    /// <summary>The ranking without what is too many of its category, in the same order. Only where that is less than a list, the rest follows to fill it.</summary>
    /// <param name="ranked">Best first.</param>
    /// <param name="count">Length of the list.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cap is less than 1.</exception>
    public IReadOnlyList<RankedItem> Apply(IReadOnlyList<RankedItem> ranked, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Most, 1);
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        List<RankedItem> kept = [], surplus = [];
        foreach (var one in ranked)
        {
            if (CategoryOf(one.Item) is not { Length: > 0 } category) kept.Add(one);
            else if (taken.GetValueOrDefault(category) == Most) surplus.Add(one);
            else
            {
                taken[category] = taken.GetValueOrDefault(category) + 1;
                kept.Add(one);
            }
        }
        return kept.Count >= count ? kept : [.. kept, .. surplus.Take(count - kept.Count)];
    }
}

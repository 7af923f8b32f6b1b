namespace Personalize.Web.Live.Figures;

/// <summary>Which items were on any list lately: no more of them than the catalogue has.</summary>
internal sealed class ItemCoverage
{
    private readonly Dictionary<int, long> _lastServed = [];

    public void Add(IReadOnlyList<int> itemIds, long second)
    {
        for (var place = 0; place < itemIds.Count; place++) _lastServed[itemIds[place]] = second;
    }

    /// <returns>Items that were served from that second on.</returns>
    public int CountSince(long second)
    {
        foreach (var (itemId, last) in _lastServed)
        {
            if (last < second) _lastServed.Remove(itemId);
        }

        return _lastServed.Count;
    }
}

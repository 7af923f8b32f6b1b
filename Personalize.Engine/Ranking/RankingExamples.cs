using Personalize.Engine.Scoring;

namespace Personalize.Engine.Ranking;

/// <summary>Chooses the items of one customer that are worth learning from: all of them would be mostly the same obvious no.</summary>
internal static class RankingExamples
{
    /// <returns>In order of number.</returns>
    public static SortedSet<int> Of(ItemSignals items, CustomerSignals customer, RankerScope scope, Random random)
    {
        var count = Math.Min(items.Settings.Candidates, items.ItemCount);
        TopK alsoBought = new(count), similar = new(count), popular = new(count);
        var own = new HashSet<int>(customer.Own.Items);
        for (var item = 0; item < items.ItemCount; item++)
        {
            if (scope == RankerScope.NewItems && own.Contains(item)) continue;
            alsoBought.Offer(item, customer.AlsoBought[item]);
            similar.Offer(item, customer.Similar[item]);
            popular.Offer(item, items.Popularity[ItemSignals.Fortnight][item]);
        }
        var chosen = new SortedSet<int>();
        foreach (var source in new[] { alsoBought, similar, popular }) chosen.UnionWith(source.ToSorted().Select(static ranked => ranked.Item));
        for (var draw = 0; draw < items.Settings.RandomItems && items.ItemCount > 0; draw++) chosen.Add(random.Next(items.ItemCount));
        if (scope == RankerScope.AllItems) chosen.UnionWith(own);
        else chosen.ExceptWith(own);
        return chosen;
    }
}

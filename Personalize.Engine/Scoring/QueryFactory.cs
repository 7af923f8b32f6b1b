using Personalize.Engine.Content;
using Personalize.Engine.Interactions;

namespace Personalize.Engine.Scoring;

/// <summary>Translates facts about a customer into the space of one model set.</summary>
public static class QueryFactory
{
    /// <param name="now">The instant that history is decayed to; later touches count as now.</param>
    /// <returns>A query without evidence for a stranger. Touches of items that the model does not know are left out.</returns>
    public static RecommendationQuery Build(ModelSet models, CustomerFacts facts, DateTimeOffset now)
    {
        var weights = new SortedDictionary<int, double>();
        var (activities, purchases) = (0, 0);
        foreach (var touch in facts.History)
        {
            if (touch.Item < 0 || touch.Item >= models.Items.Count) continue;
            activities++;
            if (touch.Kind == ActivityKind.Purchase) purchases++;
            weights[touch.Item] = weights.GetValueOrDefault(touch.Item) + WeightOf(touch, models.Settings, now);
        }
        var items = new List<int>(weights.Count);
        var values = new List<float>(weights.Count);
        foreach (var (item, weight) in weights)
        {
            if ((float)weight is not (> 0 and < float.PositiveInfinity and var value)) continue;
            items.Add(item);
            values.Add(value);
        }
        int[] known = [.. items];
        float[] decayed = [.. values];
        var interests = new InterestComposer(models.Catalogue, models.Settings)
            .Compose(facts.Interests, facts.DeclaredPurchases, new SparseRow(known, decayed));
        return new RecommendationQuery
        {
            ModelVersion = models.Version,
            Items = known,
            Weights = decayed,
            Interests = interests,
            Cluster = models.Clusters.Nearest(interests),
            Events = EventsOf(facts, models.Items.Count, now),
            Now = now.ToUnixTimeSeconds(),
            Activities = activities,
            Purchases = purchases,
        };
    }

    private static ItemEvent[] EventsOf(CustomerFacts facts, int itemCount, DateTimeOffset now) =>
    [
        .. facts.History
            .Where(touch => KnownItems.Contains(itemCount, touch.Item))
            .Select(touch => new ItemEvent(touch.Item, touch.Kind, Amount: 1, (touch.At < now ? touch.At : now).ToUnixTimeSeconds()))
            .OrderBy(static happened => happened.At),
    ];

    private static double WeightOf(ItemTouch touch, ModelSettings settings, DateTimeOffset now)
    {
        var days = Math.Max(0, (now - touch.At).TotalDays);
        return settings.Activity.Of(touch.Kind) * Math.Exp(-settings.HistoryRatePerDay * days);
    }
}

using Personalize.Engine.Content;
using Personalize.Engine.Interactions;

namespace Personalize.Engine.Scoring;

/// <summary>Translates facts about a customer into the space of one model set.</summary>
public static class QueryFactory
{
    /// <param name="now">The instant that history is decayed to; later touches count as now.</param>
    /// <remarks>O(history) beside placing the customer in each model of factors.</remarks>
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
        var row = new SparseRow(known, decayed);
        var interests = new InterestComposer(models.Catalogue, models.Settings)
            .Compose(facts.Interests, facts.DeclaredPurchases, row);
        return new RecommendationQuery
        {
            ModelVersion = models.Version,
            Customer = facts.CustomerId is { } id ? models.Customers.NumberOf(id) : -1,
            Items = known,
            Weights = decayed,
            Interests = interests,
            Factors = FactorsOf(models, row),
            Events = EventsOf(models, facts.History, now),
            Now = now.ToUnixTimeSeconds(),
            Cluster = models.Clusters.Nearest(interests),
            Activities = activities,
            Purchases = purchases,
        };
    }

    private static Dictionary<string, ReadOnlyMemory<float>> FactorsOf(ModelSet models, SparseRow history)
    {
        var factors = new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal);
        if (history.Columns.IsEmpty) return factors;
        foreach (var model in models.Learnt.OfType<IFoldIn>())
        {
            var placed = new float[model.FactorCount];
            model.FoldIn(history, placed);
            factors[model.Name] = placed;
        }
        return factors;
    }

    // Oldest first, as trainers see them; what is said to lie ahead happens now.
    private static ItemEvent[] EventsOf(ModelSet models, IReadOnlyList<ItemTouch> history, DateTimeOffset now) =>
    [
        .. history.Where(touch => touch.Item >= 0 && touch.Item < models.Items.Count)
            .Select(touch => new ItemEvent(touch.Item, touch.Kind, touch.Amount, Math.Min(touch.At.ToUnixTimeSeconds(), now.ToUnixTimeSeconds())))
            .OrderBy(static happened => happened.At).ThenBy(static happened => happened.Item).ThenBy(static happened => happened.Kind).ThenBy(static happened => happened.Amount),
    ];

    private static double WeightOf(ItemTouch touch, ModelSettings settings, DateTimeOffset now)
    {
        var days = Math.Max(0, (now - touch.At).TotalDays);
        return settings.Activity.Of(touch.Kind) * Math.Exp(-settings.HistoryRatePerDay * days);
    }
}

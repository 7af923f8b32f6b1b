using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;

namespace Personalize.Tests.Engine.Support;

/// <summary>Baskets small enough to work out by hand: each customer's one after the other, a day apart, the last one at <see cref="SmallShop.AsOf"/>.</summary>
internal static class Purchases
{
    public static readonly long Now = SmallShop.AsOf.ToUnixTimeSeconds();

    /// <param name="items">Number of items.</param>
    /// <param name="customers">Baskets of item numbers of each customer.</param>
    public static TrainingSet Of(int items, params int[][][] customers)
    {
        var pairs = Histories.Of(items, [.. customers.Select(baskets => baskets.SelectMany(static basket => basket).Distinct().ToArray())]);
        var events = customers.SelectMany((baskets, customer) => EventsOf(baskets).Select(happened => (customer, happened)));
        return pairs with { Events = EventLog.Of(customers.Length, items, [.. events]) };
    }

    public static RecommendationQuery QueryOf(int customer, params int[][] baskets)
    {
        int[] items = [.. baskets.SelectMany(static basket => basket).Distinct().Order()];
        return new RecommendationQuery
        {
            ModelVersion = 1,
            Customer = customer,
            Items = items,
            Weights = Array.ConvertAll(items, static _ => 1f),
            Events = EventsOf(baskets),
            Now = Now,
        };
    }

    /// <summary>The scores of items 0 to <paramref name="items"/> - 1.</summary>
    public static float[] Scores(IScorer scorer, RecommendationQuery query, int items)
    {
        var scores = new float[items];
        scorer.Score(query, [.. Enumerable.Range(0, items)], scores);
        return scores;
    }

    /// <summary>The same data with other numbers for items and customers.</summary>
    public static TrainingSet Renumbered(TrainingSet data, int[] customers, int[] items)
    {
        var matrix = new InteractionMatrixBuilder(customers.Length, items.Length);
        var events = new List<(int, ItemEvent)>();
        for (var customer = 0; customer < customers.Length; customer++)
        {
            var row = data.Interactions.Row(customer);
            for (var at = 0; at < row.Columns.Length; at++) matrix.Add(customers[customer], items[row.Columns[at]], row.Values[at]);
            foreach (var happened in data.Events.Of(customer)) events.Add((customers[customer], happened with { Item = items[happened.Item] }));
        }
        return data with { Interactions = matrix.Build(), Events = EventLog.Of(customers.Length, items.Length, events) };
    }

    /// <summary>What a model knows of one customer of the data.</summary>
    public static RecommendationQuery QueryOf(TrainingSet data, int customer) => new()
    {
        ModelVersion = 1,
        Customer = customer,
        Items = data.Interactions.Row(customer).Columns.ToArray(),
        Weights = data.Interactions.Row(customer).Values.ToArray(),
        Events = data.Events.Within(customer),
        Now = Now,
    };

    public static int[] Shuffled(int count, int seed)
    {
        int[] numbers = [.. Enumerable.Range(0, count)];
        new Random(seed).Shuffle(numbers);
        return numbers;
    }

    private static ItemEvent[] EventsOf(int[][] baskets) =>
    [
        .. baskets.SelectMany((basket, at) => basket.Select(item =>
            new ItemEvent(item, ActivityKind.Purchase, 1, SmallShop.AsOf.AddDays(at + 1 - baskets.Length).ToUnixTimeSeconds()))),
    ];
}

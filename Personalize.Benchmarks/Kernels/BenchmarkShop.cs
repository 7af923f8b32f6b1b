using Personalize.Engine;
using Personalize.Engine.Content;
using Personalize.Engine.Interactions;

namespace Personalize.Benchmarks.Kernels;

/// <summary>A seeded shop of any size: Zipf-like words, so that postings are as skewed as real ones.</summary>
internal static class BenchmarkShop
{
    private const int Words = 3000;
    private const int Days = 200;
    public static readonly DateTimeOffset AsOf = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static TrainingInput Make(int customers, int items, int touchesEach)
    {
        var random = new Random(1);
        var catalogue = new CatalogueItem[items];
        for (var item = 0; item < items; item++)
        {
            catalogue[item] = new CatalogueItem
            {
                Sku = $"S{item:D6}",
                Title = Text(random, 4),
                Category = $"c{random.Next(20)} / d{random.Next(100)}",
                Brand = $"brand{random.Next(50)}",
                Description = Text(random, 20),
            };
        }
        var matrix = new InteractionMatrixBuilder(customers, items);
        var popularity = new double[items];
        var events = new List<(int Customer, ItemEvent Event)>(customers * touchesEach);
        for (var customer = 0; customer < customers; customer++)
        {
            for (var touch = 0; touch < touchesEach; touch++)
            {
                var item = Skewed(random, items);
                matrix.Add(customer, item, 0.1 + random.NextDouble());
                popularity[item] += 0.5;
                events.Add((customer, new ItemEvent(item, (ActivityKind)(touch % 5), 1, AsOf.AddMinutes(-random.Next(Days * 24 * 60)).ToUnixTimeSeconds())));
            }
        }
        return new TrainingInput
        {
            Activities = new TrainingSet(
                matrix.Build(), Vocabulary.Of(Enumerable.Range(0, customers).Select(number => $"C{number:D6}")),
                Vocabulary.Of(catalogue.Select(item => item.Sku)), AsOf)
            {
                Events = EventLog.Of(customers, items, events),
            },
            Items = catalogue,
            Interests = [.. Enumerable.Range(0, customers).Select(_ => (IReadOnlyList<string>)[Text(random, 1), Text(random, 2)])],
            DeclaredPurchases = [.. Enumerable.Repeat<IReadOnlyList<string>>([], customers)],
            Popularity = popularity,
            Engagement = [.. Enumerable.Range(0, customers).Select(_ => random.NextDouble() * 5)],
        };
    }

    public static ModelSet Train(TrainingInput input) =>
        new ModelSetTrainer().Train(input, 1, AsOf, new TrainingRun(1, 1, null, CancellationToken.None));

    public static string Text(Random random, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => $"word{Skewed(random, Words)}"));

    private static int Skewed(Random random, int count)
    {
        var draw = random.NextDouble();
        return (int)(draw * draw * draw * count);
    }
}

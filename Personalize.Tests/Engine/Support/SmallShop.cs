using Personalize.Engine;
using Personalize.Engine.Content;
using Personalize.Engine.Interactions;

namespace Personalize.Tests.Engine.Support;

/// <summary>A seeded shop with planted tastes: every customer likes one theme and acts mostly on its items.</summary>
/// <remarks>
/// Items carry the words of their theme; popularity is skewed within each theme, so that "what everybody buys" is a fair
/// opponent. One touched item per customer is held back as the truth.
/// </remarks>
internal sealed class SmallShop
{
    public static readonly DateTimeOffset AsOf = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[][] Themes =
    [
        ["coffee", "espresso", "mug", "grinder", "barista"],
        ["trail", "running", "shoe", "marathon", "socks"],
        ["garden", "seeds", "shovel", "compost", "flowerpot"],
        ["guitar", "strings", "amplifier", "songbook", "pick"],
        ["baking", "flour", "oven", "cake", "whisk"],
        ["sailing", "rope", "compass", "harbour", "knot"],
    ];

    private SmallShop(TrainingInput input, int[] themeOfCustomer, int[] themeOfItem, int[] held)
    {
        Input = input;
        ThemeOfCustomer = themeOfCustomer;
        ThemeOfItem = themeOfItem;
        Held = held;
    }

    public TrainingInput Input { get; }
    public int[] ThemeOfCustomer { get; }
    public int[] ThemeOfItem { get; }

    /// <summary>By customer: an item of the own theme that the training never saw them touch.</summary>
    public int[] Held { get; }

    public static TrainingRun Run(int seed = 7, int threads = 1) => new(seed, threads, null, CancellationToken.None);

    public ModelSet Train(int seed = 7, int threads = 1, long version = 1) =>
        new ModelSetTrainer().Train(Input, version, AsOf, Run(seed, threads));

    public ModelSet Trained(ModelSettings settings, int threads = 1) =>
        new ModelSetTrainer(settings).Train(Input, 1, AsOf, Run(threads: threads));

    /// <param name="daysBetween">From one touch of a customer to the next of the eight.</param>
    public static SmallShop Make(int customers = 240, int items = 120, int seed = 1, int daysBetween = 9)
    {
        var random = new Random(seed);
        var themeOfItem = new int[items];
        var catalogue = new CatalogueItem[items];
        for (var item = 0; item < items; item++)
        {
            var words = Themes[themeOfItem[item] = item % Themes.Length];
            catalogue[item] = new CatalogueItem
            {
                Sku = $"S{item:D4}",
                Title = $"{words[random.Next(5)]} {words[random.Next(5)]} set",
                Category = $"{words[0]} / {words[random.Next(1, 5)]}",
                Tags = [words[random.Next(5)]],
                Description = $"A set for {words[random.Next(5)]} at home",
            };
        }
        var matrix = new InteractionMatrixBuilder(customers, items);
        var popularity = new double[items];
        var events = new List<(int, ItemEvent)>();
        var themes = Math.Min(Themes.Length, items);
        var themeOfCustomer = new int[customers];
        var held = new int[customers];
        var interests = new IReadOnlyList<string>[customers];
        for (var customer = 0; customer < customers; customer++)
        {
            var theme = themeOfCustomer[customer] = random.Next(themes);
            interests[customer] = customer % 3 == 0 ? [] : [Themes[theme][random.Next(5)]];
            held[customer] = Drawn(theme, items, random);
            for (var touch = 0; touch < 8; touch++)
            {
                var item = Drawn(random.NextDouble() < 0.8 ? theme : random.Next(themes), items, random);
                if (item == held[customer]) continue;
                var weight = random.NextDouble() + 0.05;
                matrix.Add(customer, item, weight);
                popularity[item] += weight;
                events.Add((customer, new ItemEvent(item, ActivityKind.Purchase, Amount: 1, AsOf.AddDays(-daysBetween * (7 - touch)).ToUnixTimeSeconds())));
            }
        }
        var set = new TrainingSet(
            matrix.Build(), Vocabulary.Of(Enumerable.Range(0, customers).Select(number => $"C{number:D5}")),
            Vocabulary.Of(catalogue.Select(item => item.Sku)), AsOf)
        {
            Events = EventLog.Of(customers, items, events),
        };
        return new SmallShop(
            new TrainingInput
            {
                Activities = set,
                Items = catalogue,
                Interests = interests,
                DeclaredPurchases = [.. Enumerable.Repeat<IReadOnlyList<string>>([], customers)],
                Popularity = popularity,
                Engagement = [.. Enumerable.Range(0, customers).Select(_ => random.NextDouble() * 5)],
            },
            themeOfCustomer, themeOfItem, held);
    }

    public static SmallShop Nothing() => Make(customers: 0, items: 0);

    // Squaring a uniform draw favours the low numbers of a theme.
    private static int Drawn(int theme, int items, Random random)
    {
        var ofTheme = (items - theme + Themes.Length - 1) / Themes.Length;
        var draw = random.NextDouble();
        return theme + Themes.Length * (int)(draw * draw * ofTheme);
    }
}

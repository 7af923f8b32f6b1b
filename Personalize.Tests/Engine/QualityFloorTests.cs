using Personalize.Engine;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine;

/// <summary>On planted tastes the models must find what was held back far more often than popularity does.</summary>
public sealed class QualityFloorTests
{
    private const int Cutoff = 10;
    private static readonly SmallShop Shop = SmallShop.Make(customers: 1200, items: 240, seed: 3);
    private static readonly ModelSet Models = Shop.Train();

    // Seen with this seed: popularity .218, content .301, cluster .538, hybrid .517. Here tastes are clusters and nothing
    // else, so the cluster scorer is at its best; words say the theme and not which of its items.
    [Fact]
    public void Content_beats_popularity_by_a_fifth() => AssertBeats("content", "popularity", 1.2);

    [Fact]
    public void Cluster_beats_popularity_twice_over() => AssertBeats("cluster", "popularity", 2);

    [Fact]
    public void The_hybrid_beats_popularity_2_2_times() => AssertBeats(null, "popularity", 2.2);

    [Fact]
    public void The_hybrid_beats_content_by_half() => AssertBeats(null, "content", 1.5);

    [Fact]
    public void The_hybrid_keeps_nine_tenths_of_its_best_part() => AssertBeats(null, "cluster", 0.9);

    [Fact]
    public void Popularity_beats_chance_twice_over() =>
        Assert.True(HitRate("popularity") > 2d * Cutoff / 240, $"{HitRate("popularity"):F3}");

    private static void AssertBeats(string? better, string worse, double factor)
    {
        var (high, low) = (HitRate(better), HitRate(worse));
        Assert.True(high > factor * low, $"{better ?? "hybrid"} finds {high:F3}, {worse} {low:F3}.");
    }

    // Share of customers whose held item is among the first ten of those they have not touched.
    private static double HitRate(string? only)
    {
        var weights = only is null ? null : new Dictionary<string, double> { [only] = 1 };
        var hits = 0;
        for (var customer = 0; customer < Shop.Held.Length; customer++)
        {
            var touched = Shop.Input.Activities.Interactions.Row(customer).Columns.ToArray();
            var facts = new CustomerFacts
            {
                Interests = Shop.Input.Interests[customer],
                History = [.. touched.Select(item => new ItemTouch(item, ActivityKind.Like, SmallShop.AsOf))],
            };
            var request = new RecommendationRequest { Count = Cutoff, Excluded = touched.ToHashSet(), Weights = weights, ReasonsPerPart = 0 };
            var list = Recommender.Recommend(Models, QueryFactory.Build(Models, facts, SmallShop.AsOf), request);
            if (list.Items.Any(item => item.Item == Shop.Held[customer])) hits++;
        }
        return (double)hits / Shop.Held.Length;
    }
}

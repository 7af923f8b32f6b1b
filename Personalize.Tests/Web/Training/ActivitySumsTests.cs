using Personalize.Engine;
using Personalize.Engine.Engagement;
using Personalize.Engine.Interactions;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Training;

public sealed class ActivitySumsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Tastes_of_a_customer_last_seen_long_ago_weigh_like_anybodys()
    {
        var longAgo = Now.AddYears(-15);
        var sums = new ActivitySums(ModelSettings.Default, [Now, longAgo], items: 2, Now);
        sums.Add(customer: 0, item: 0, ActivityKind.Purchase, Now);
        sums.Add(customer: 1, item: 0, ActivityKind.Purchase, longAgo);
        sums.Add(customer: 1, item: 1, ActivityKind.Purchase, longAgo.AddDays(-ModelSettings.Default.HistoryHalfLifeDays));

        var tastes = sums.Interactions();

        Assert.Equal([1f], tastes.Row(0).Values.ToArray());
        Assert.Equal([1f, 0.5f], tastes.Row(1).Values.ToArray());
    }

    [Fact]
    public void Popularity_halves_every_two_weeks_and_counts_every_kind_alike()
    {
        var sums = new ActivitySums(ModelSettings.Default, [Now], items: 1, Now);
        sums.Add(customer: 0, item: 0, ActivityKind.View, Now);
        sums.Add(customer: 0, item: 0, ActivityKind.Purchase, Now.AddDays(-14));

        // 1 + 1/2
        Assert.Equal(1.5, Assert.Single(sums.Popularity), 12);
        Assert.Equal(2, sums.Count);
    }

    [Fact]
    public void Weights_and_half_lives_are_those_of_the_settings()
    {
        var settings = new ModelSettings
        {
            Activity = new ActivityWeights { View = 4 },
            HistoryHalfLifeDays = 10,
            PopularityHalfLifeDays = 5,
        };
        var sums = new ActivitySums(settings, [Now], items: 1, Now);
        sums.Add(customer: 0, item: 0, ActivityKind.View, Now.AddDays(-10));

        Assert.Equal([2f], sums.Interactions().Row(0).Values.ToArray());    // 4 · 1/2
        Assert.Equal(0.25, Assert.Single(sums.Popularity), 12);
    }
}

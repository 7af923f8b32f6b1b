using Personalize.Engine.Engagement;
using Personalize.Engine.Interactions;
using Personalize.Web.Customers;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Pages;

public sealed class EngagementAnatomyTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ForwardDecay Decay = new(0.1, Start);

    [Fact]
    public void A_purchase_ten_days_old_adds_its_weight_times_its_decay()
    {
        // 1.0 × e^(−0.1 × 10) = 0.3679
        var anatomy = EngagementAnatomy.Of(State([Activity(1, 1.0, Start)]), Decay, Start.AddDays(10), listed: 12);

        var share = Assert.Single(anatomy.Listed);
        Assert.Equal(1.0, share.Weight, 1e-12);
        Assert.Equal(0.36788, share.Decay, 1e-5);
        Assert.Equal(0.36788, share.Contribution, 1e-5);
        Assert.Equal(0, anatomy.Older, 1e-12);
        Assert.Equal(0, anatomy.OlderCount);
    }

    [Fact]
    public void Listed_contributions_and_the_remainder_add_up_to_the_value()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var activities = Enumerable.Range(1, random.Next(1, 80))
                .Select(number => Activity(number, random.NextDouble(), Start.AddHours(random.Next(0, 3000)))).ToArray();
            var state = State(activities) with { EngagementMass = activities.Sum(activity => activity.EngagementMass) + random.NextDouble() };

            var anatomy = EngagementAnatomy.Of(state, Decay, Start.AddDays(150), listed: 12);

            Assert.Equal(anatomy.Value, anatomy.Listed.Sum(share => share.Contribution) + anatomy.Older, 1e-9);
            Assert.Equal(state.ActivityCount, anatomy.ActivityCount);
            Assert.Equal(anatomy.Listed.OrderByDescending(share => share.Contribution), anatomy.Listed);
        }
    }

    [Fact]
    public void Nobody_has_no_contributions()
    {
        var anatomy = EngagementAnatomy.Of(State([]), Decay, Start, listed: 12);

        Assert.Equal(0, anatomy.Value);
        Assert.Empty(anatomy.Listed);
    }

    private static RecentActivity Activity(long sequence, double weight, DateTimeOffset at) =>
        new(sequence, ItemId: null, ActivityKind.Purchase, Value: 1, Text: null, at, Decay.MassOf(weight, at));

    private static CustomerState State(RecentActivity[] recent) => new()
    {
        Id = 1,
        CustomerId = "C1",
        Recent = [.. recent],
        ActivityCount = recent.Length,
        EngagementMass = recent.Sum(activity => activity.EngagementMass),
    };
}

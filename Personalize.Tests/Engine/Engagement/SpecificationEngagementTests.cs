using Personalize.Engine.Engagement;
using Personalize.Engine.Interactions;

namespace Personalize.Tests.Engine.Engagement;

public sealed class SpecificationEngagementTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_sum_is_the_one_worked_by_hand() =>
        // 1 · e^0 + .1 · e^-.1 + .3 · e^-1 = 1 + .0904837 + .1103638
        Assert.Equal(1.200848, Score(Ago(ActivityKind.Purchase, 0), Ago(ActivityKind.View, 1), Ago(ActivityKind.Like, 10)), 1e-6);

    [Fact]
    public void A_purchase_of_23_h_59_min_counts_904900_and_truncated_1()
    {
        TimedActivity[] activities = [new(ActivityKind.Purchase, Now - new TimeSpan(23, 59, 0))];

        Assert.Equal(.904900, Score(activities), 1e-6);                         // e^(-.1 · 1439/1440)
        Assert.Equal(1, SpecificationEngagement.ScoreTruncated(activities, ActivityWeights.Specification, 0.1, Now));
    }

    [Fact]
    public void Seven_days_leave_e_to_minus_point_7() =>
        Assert.Equal(.496585, Score(Ago(ActivityKind.Purchase, 7)), 1e-6);

    [Theory]
    [InlineData(ActivityKind.View, 0.1)]
    [InlineData(ActivityKind.Like, 0.3)]
    [InlineData(ActivityKind.Comment, 0.4)]
    [InlineData(ActivityKind.Share, 0.5)]
    [InlineData(ActivityKind.Purchase, 1.0)]
    [InlineData((ActivityKind)99, 0)]
    public void Weights_are_those_of_the_specification(ActivityKind kind, double weight) =>
        Assert.Equal(weight, Score(Ago(kind, 0)));

    [Fact]
    public void The_future_counts_as_now() => Assert.Equal(1, Score(Ago(ActivityKind.Purchase, -3)));

    [Fact]
    public void Nobody_did_anything_is_0() => Assert.Equal(0, Score());

    [Fact]
    public void The_accumulator_gives_the_same_number()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            TimedActivity[] activities = [.. Enumerable.Range(0, 30).Select(_ => Ago((ActivityKind)random.Next(5), random.NextDouble() * 60))];
            var decay = new ForwardDecay(0.1, Now.AddDays(-100));
            var mass = activities.Sum(one => decay.MassOf(ActivityWeights.Specification.Of(one.Kind), one.At));

            Assert.Equal(1, decay.ValueOf(mass, Now) / Score(activities), 1e-12);
        }
    }

    private static TimedActivity Ago(ActivityKind kind, double days) => new(kind, Now.AddDays(-days));

    private static double Score(params TimedActivity[] activities) =>
        SpecificationEngagement.Score(activities, ActivityWeights.Specification, 0.1, Now);
}

using System.Globalization;
using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Live;

public sealed class VerdictTests
{
    private static readonly TrainingStatus Idle = new(null, null, null);

    public VerdictTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public void Nothing_measured_is_no_problem() => Assert.True(Verdict.Of(LiveConditionTests.Snapshot(silence: 0), Idle).IsHealthy);

    [Fact]
    public void Slow_lists_are_named_with_their_figure()
    {
        var verdict = Verdict.Of(LiveConditionTests.Snapshot(silence: 0) with { ServeMilliseconds = new Tile(400, 50, []) }, Idle);

        Assert.False(verdict.IsHealthy);
        Assert.Equal("1 problem: lists take 400 ms (p95, limit 250 ms).", verdict.Sentence);
    }

    [Fact]
    public void Few_lists_say_nothing_about_the_share_of_best_sellers()
    {
        var snapshot = LiveConditionTests.Snapshot(silence: 0);

        Assert.True(Verdict.Of(snapshot with { FallbackShare = new Tile(1, 19, []) }, Idle).IsHealthy);
        Assert.False(Verdict.Of(snapshot with { FallbackShare = new Tile(1, 20, []) }, Idle).IsHealthy);
    }

    [Fact]
    public void Failed_training_is_a_problem()
    {
        var failed = Idle with { Last = new LastTraining(3, "timer", DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1), "The disk is full.") };

        Assert.Contains("the last training failed", Verdict.Of(LiveConditionTests.Snapshot(silence: 0), failed).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_problems_are_counted_and_named_with_their_limits()
    {
        var snapshot = LiveConditionTests.Snapshot(silence: 240) with
        {
            FallbackShare = new Tile(0.12, 100, []),
            Limits = new() { MostFallbackPercent = 5, MostSilenceSeconds = 180 },
        };

        Assert.Equal("2 problems: 12.0% of lists are mere best-sellers (limit 5%), no activity for 4 min.", Verdict.Of(snapshot, Idle).Sentence);
    }

    [Theory]
    [InlineData(2, 100, true)]
    [InlineData(0, 100, false)]
    [InlineData(0, 19, true)]
    public void Few_clicks_are_a_problem_only_where_chance_does_not_explain_them(long hits, long lists, bool isHealthy)
    {
        var rate = new Rate(hits, lists);
        var snapshot = LiveConditionTests.Snapshot(silence: 0) with
        {
            ClickRate = new Tile(rate.Value, rate.Count, []) { Interval = rate.Interval },
            Limits = new() { LeastClickPercent = 5 },
        };

        Assert.Equal(isHealthy, Verdict.Of(snapshot, Idle).IsHealthy);
    }
}

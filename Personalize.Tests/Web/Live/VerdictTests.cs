using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Live;

public sealed class VerdictTests
{
    private static readonly TrainingStatus Idle = new(null, null, null);

    [Fact]
    public void Nothing_measured_is_no_problem() => Assert.True(Verdict.Of(LiveConditionTests.Snapshot(silence: 0), Idle).IsHealthy);

    [Fact]
    public void Slow_lists_are_named_with_their_figure()
    {
        var verdict = Verdict.Of(LiveConditionTests.Snapshot(silence: 0) with { ServeMilliseconds = new Tile(400, 50, []) }, Idle);

        Assert.False(verdict.IsHealthy);
        Assert.Equal("1 problem: lists take 400 ms (p95).", verdict.Sentence);
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
}

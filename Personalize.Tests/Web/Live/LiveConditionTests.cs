using System.Collections.Immutable;
using System.Globalization;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Live;

public sealed class LiveConditionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    public LiveConditionTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public void Fresh_snapshot_with_fresh_activity_is_live() =>
        Assert.Equal(LiveWord.Live, LiveCondition.Of(Snapshot(silence: 2), pausedAt: null, Now).Word);

    [Fact]
    public void Pause_wins_over_everything_and_tells_since_when() =>
        Assert.Equal(new LiveCondition(LiveWord.Paused, "since 11:58"), LiveCondition.Of(Snapshot(silence: 500), Now.AddMinutes(-2), Now));

    [Theory]
    [InlineData(60, LiveWord.Live)]
    [InlineData(61, LiveWord.Delayed)]
    public void Silent_source_is_delayed_after_a_minute(int silence, LiveWord expected) =>
        Assert.Equal(expected, LiveCondition.Of(Snapshot(silence), pausedAt: null, Now).Word);

    [Theory]
    [InlineData(5, LiveWord.Live)]
    [InlineData(6, LiveWord.Delayed)]
    public void Busy_source_is_delayed_sooner(int silence, LiveWord expected) => Assert.Equal(
        expected, LiveCondition.Of(Snapshot(silence) with { Silence = LiveCondition.ShortestSilence }, pausedAt: null, Now).Word);

    [Fact]
    public void Stalled_snapshot_is_delayed() =>
        Assert.Equal(LiveWord.Delayed, LiveCondition.Of(Snapshot(silence: 0) with { At = Now.AddSeconds(-5) }, pausedAt: null, Now).Word);

    [Fact]
    public void Empty_installation_waits() =>
        Assert.Equal("waiting", LiveCondition.Of(Snapshot(silence: 0) with { NewestActivityAt = null }, pausedAt: null, Now).Detail);

    internal static OverviewSnapshot Snapshot(int silence)
    {
        var nothing = new Tile(null, 0, []);
        return new OverviewSnapshot
        {
            At = Now,
            NewestActivityAt = Now.AddSeconds(-silence),
            ActivitiesPerSecond = nothing,
            ActiveCustomers = nothing,
            RecommendationsPerSecond = nothing,
            ServeMilliseconds = nothing,
            FallbackShare = nothing,
            ClickRate = nothing,
            CommitMilliseconds = nothing,
            Windows = ImmutableDictionary<LiveRange, ActivityWindow>.Empty,
            StartedAt = Now.AddHours(-1),
            Stream = [],
            Movers = [],
        };
    }
}

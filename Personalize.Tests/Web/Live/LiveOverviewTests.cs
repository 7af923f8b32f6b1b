using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Personalize.Engine.Interactions;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Live;

public sealed class LiveOverviewTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LiveOverview _overview;

    public LiveOverviewTests() => _overview = new(new OverviewNames(_ => "Thing"), _time, NullLogger<LiveOverview>.Instance);

    [Fact]
    public void An_activity_that_comes_from_the_writer_and_from_the_tables_counts_once()
    {
        _overview.RecordStored([Sighting(3)]);
        _overview.RecordPast([Sighting(1), Sighting(2), Sighting(3), Sighting(4)], complete: null);
        _overview.RecordStored([Sighting(4), Sighting(5)]);

        _time.Advance(TimeSpan.FromSeconds(LiveRange.QuarterHour.BucketSeconds));
        _overview.Tick();

        Assert.Equal([5L, 4, 3, 2, 1], _overview.Current.Stream.Select(row => row.Sequence));
        Assert.Equal(5, _overview.Current.Windows[LiveRange.QuarterHour].Total);
    }

    [Fact]
    public void The_stream_is_told_of_news_between_two_ticks_and_of_nothing_else()
    {
        var (ticks, streams) = (0, 0);
        _overview.Changed += (_, _) => ticks++;
        _overview.Streamed += (_, _) => streams++;
        _overview.TickStream();
        Assert.Equal((0, 0), (ticks, streams));

        _overview.RecordStored([Sighting(1), Sighting(2)]);
        _overview.TickStream();
        _overview.TickStream();

        Assert.Equal((0, 1), (ticks, streams));
        var now = _overview.Current;
        Assert.Equal(2, now.Stream[0].Sequence);
        Assert.Equal(2, now.Activities);
        Assert.Equal(_time.GetUtcNow(), now.NewestActivityAt);
        _overview.Tick();
        Assert.Equal((1, 1), (ticks, streams));
    }

    private ActivitySighting Sighting(long sequence) =>
        new(sequence, CustomerId: 1, "C1", ItemId: 1, ActivityKind.View, _time.GetUtcNow(), _time.GetUtcNow(), "api", RecommendationId: null, ToCommit: null);
}

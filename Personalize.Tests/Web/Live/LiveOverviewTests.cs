using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Personalize.Engine.Interactions;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Live;

public sealed class LiveOverviewTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LiveOverview _overview;

    public LiveOverviewTests() => _overview = new(_ => "Thing", _time, NullLogger<LiveOverview>.Instance);

    [Fact]
    public void An_activity_that_comes_from_the_writer_and_from_the_tables_counts_once()
    {
        _overview.RecordStored([Sighting(3)]);
        _overview.RecordPast([Sighting(1), Sighting(2), Sighting(3), Sighting(4)]);
        _overview.RecordStored([Sighting(4), Sighting(5)]);

        _overview.Tick();

        Assert.Equal([5L, 4, 3, 2, 1], _overview.Current.Stream.Select(row => row.Sequence));
        Assert.Equal(5, _overview.Current.ByKind[ActivityKind.View].Sum());
    }

    private ActivitySighting Sighting(long sequence) =>
        new(sequence, CustomerId: 1, "C1", ItemId: 1, ActivityKind.View, _time.GetUtcNow(), _time.GetUtcNow(), "api", ToCommit: null);
}

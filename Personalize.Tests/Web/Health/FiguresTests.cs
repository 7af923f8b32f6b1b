using Microsoft.Extensions.Time.Testing;
using Personalize.Data;
using Personalize.Tests.Data;
using Personalize.Tests.Support;
using Personalize.Web.Health.Figures;

namespace Personalize.Tests.Web.Health;

public sealed class FiguresTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_counts_once_however_often_its_browser_comes_and_goes()
    {
        using var meters = new TestMeters();
        var count = new CircuitCount(meters);
        var (one, other) = (new CircuitTally(count), new CircuitTally(count));
        foreach (var page in (CircuitTally[])[one, other])
        {
            await page.OnCircuitOpenedAsync(null!, Cancel);
            await page.OnConnectionUpAsync(null!, Cancel);
            await page.OnConnectionUpAsync(null!, Cancel);
        }

        await one.OnConnectionDownAsync(null!, Cancel);
        await one.OnConnectionDownAsync(null!, Cancel);
        Assert.Equal((2, 1), (count.Open, count.Connected));
        Assert.Equal(1, meters.Last("personalize.circuit.connected"));

        await other.OnCircuitClosedAsync(null!, Cancel);
        await one.OnCircuitClosedAsync(null!, Cancel);
        await one.OnCircuitClosedAsync(null!, Cancel);
        Assert.Equal((0, 0), (count.Open, count.Connected));
    }

    [Fact]
    public async Task A_counted_stream_passes_on_what_it_counts()
    {
        var bytes = new SocketBytes();
        using var inner = new MemoryStream();
        await using var stream = new CountedStream(inner, bytes);

        await stream.WriteAsync(new byte[] { 1, 2, 3 }.AsMemory(), Cancel);
        stream.Write([4, 5], 0, 2);
        await stream.FlushAsync(Cancel);

        Assert.Equal(5, bytes.Sent);
        Assert.Equal([1, 2, 3, 4, 5], inner.ToArray());
    }

    [Fact]
    public void Page_timings_are_those_of_the_framework_and_old_ones_do_not_count()
    {
        using var meters = new TestMeters();
        var time = new FakeTimeProvider();
        var meter = meters.Create(new("Personalize"));
        var events = meter.CreateHistogram<double>(PageTimings.Events);
        using var timings = new PageTimings(meters, time);
        Assert.Equal(new Timing(null, 0), timings.OfEvents());

        events.Record(0.3);
        time.Advance(TimeSpan.FromMinutes(6));
        events.Record(0.1);
        events.Record(0.2);

        Assert.Equal(2, timings.OfEvents().Samples);
        Assert.Equal(200, timings.OfEvents().Milliseconds!.Value, precision: 6);
        Assert.Equal(0, timings.OfRenders().Samples);
    }

    [Fact]
    public async Task The_processor_is_a_share_of_all_and_unknown_at_the_first_look()
    {
        var machine = new Machine(TimeProvider.System);
        Assert.Null(machine.Look().Processor);
        await Task.Yield();

        var second = machine.Look();

        Assert.InRange(second.Processor!.Value, 0, 1.05);
        Assert.True(second.Memory > second.Heap && second.Heap > 0);
    }

    [Fact]
    public async Task Statements_that_take_long_are_kept_newest_first_without_values()
    {
        await using var app = new PersonalizeApp();
        var slow = app.Get<SlowStatements>();
        await using var db = await app.OpenDatabaseAsync();
        await using var command = Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(db.Database).CreateCommand();
        command.CommandText = "SELECT oldest";
        slow.Look(command, SlowStatements.Slow);
        command.CommandText = "SELECT between";
        for (var more = 0; more < 19; more++) slow.Look(command, SlowStatements.Slow);
        command.CommandText = "SELECT newest\n  FROM t";
        slow.Look(command, SlowStatements.Slow);
        command.CommandText = "SELECT 0";
        slow.Look(command, SlowStatements.Slow - TimeSpan.FromTicks(1));

        Assert.Equal(20, slow.Newest.Count);
        Assert.Equal(("SELECT newest FROM t", "SELECT between"), (slow.Newest[0].Text, slow.Newest[^1].Text));
    }
}

public abstract class DatabaseSizeContract(TestDatabase database)
{
    [Fact]
    public async Task The_size_of_a_database_with_tables_is_more_than_nothing()
    {
        database.Require();

        Assert.InRange(await new DatabaseSize(database.Contexts).BytesAsync(TestContext.Current.CancellationToken), 100_000, 100_000_000);
    }
}

public sealed class SqliteSizeTests(SqliteDatabase database) : DatabaseSizeContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresSizeTests(PostgresDatabase database) : DatabaseSizeContract(database), IClassFixture<PostgresDatabase>;

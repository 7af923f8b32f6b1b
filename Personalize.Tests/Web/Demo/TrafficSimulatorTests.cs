using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;
using Personalize.Tests.Data;
using Personalize.Tests.Web.Activities;
using Personalize.Web.Catalogue;
using Personalize.Web.Demo;
using Personalize.Web.Hosting;

namespace Personalize.Tests.Web.Demo;

/// <summary>On the writer's bench: its customer C1 and item S1 are the whole shop.</summary>
public sealed class TrafficSimulatorTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>, IAsyncLifetime
{
    private static readonly Guid List = Guid.Parse("0199d5f2-0000-7000-8000-000000000001");

    private readonly WriterBench _bench = new();
    private readonly ConcurrentQueue<string> _welcomed = new();
    private ItemDirectory? _items;
    private TrafficSimulator? _simulator;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FakeTimeProvider Time => _bench.Time;

    private TrafficSimulator Simulator => _simulator!;

    private int Stored => _bench.Journal.Rows.Count;

    public async ValueTask InitializeAsync()
    {
        await using var db = await database.OpenAsync();
        if (!await db.Customers.AnyAsync(Cancellation))
        {
            db.Customers.Add(new Customer { CustomerId = "C1" });
            db.Items.Add(new Item { Sku = "S1", Title = "Thing" });
            await db.SaveChangesAsync(Cancellation);
        }

        _items = new ItemDirectory(database.Contexts);
        _simulator = Create(startsWithServer: false);
    }

    public async ValueTask DisposeAsync()
    {
        await ((IHostedService)Simulator).StopAsync(CancellationToken.None);
        _simulator?.Dispose();
        _items?.Dispose();
        _bench.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task Started_it_sends_activities_until_it_is_stopped()
    {
        Simulator.Start();
        await PlayUntilAsync(() => Stored >= 5, TestContext.Current.CancellationToken);
        Assert.True(Simulator.IsRunning);
        Assert.All(_bench.Journal.Rows, row => Assert.Equal("simulator", row.Activity.Source));

        await ((IHostedService)Simulator).StopAsync(Cancellation);
        var stored = Stored;
        Time.Advance(TimeSpan.FromMinutes(5));

        Assert.False(Simulator.IsRunning);
        Assert.InRange(_bench.Queue.Depth, 0, 1);
        Assert.Equal(stored, Stored);
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_enters_is_served_a_list()
    {
        Simulator.Start();

        await PlayUntilAsync(() => _welcomed.Count >= 3, TestContext.Current.CancellationToken);

        Assert.All(_welcomed, customer => Assert.Equal("C1", customer));
    }

    [Fact(Timeout = 60_000)]
    public async Task Some_of_what_a_customer_does_names_the_list_they_saw_on_entering()
    {
        Simulator.Start();

        await PlayUntilAsync(() => _bench.Journal.Rows.Any(row => row.Activity.RecommendationId is not null), TestContext.Current.CancellationToken);

        Assert.All(_bench.Journal.Rows, row => Assert.True(row.Activity.RecommendationId is null || row.Activity.RecommendationId == List));
        Assert.Contains(_bench.Journal.Rows, row => row.Activity.RecommendationId is null);
    }

    [Fact(Timeout = 60_000)]
    public async Task It_can_be_started_again()
    {
        Simulator.Start();
        Simulator.Stop();
        Simulator.Start();

        await PlayUntilAsync(() => Stored >= 2, TestContext.Current.CancellationToken);

        Assert.True(Simulator.IsRunning);
    }

    [Fact(Timeout = 60_000)]
    public async Task Ids_of_activities_are_not_drawn_from_the_seed()
    {
        Simulator.Start();
        await PlayUntilAsync(() => Stored >= 5, TestContext.Current.CancellationToken);

        // Drawn ones would be of version 4, and come again whenever the seed does.
        Assert.All(_bench.Journal.Rows, row => Assert.Equal(7, row.Activity.ActivityId.Version));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_starts_with_the_server_where_the_settings_say_so(bool wanted)
    {
        using var simulator = Create(wanted);

        await ((IHostedService)simulator).StartAsync(Cancellation);

        Assert.Equal(wanted, simulator.IsRunning);
        await ((IHostedService)simulator).StopAsync(Cancellation);
    }

    [Fact]
    public void Each_turn_of_the_switch_is_told_once()
    {
        var told = 0;
        Simulator.Changed += (_, _) => told++;

        Simulator.Start();
        Simulator.Start();
        Simulator.RatePerSecond = 12;
        Simulator.Stop();
        Simulator.Stop();

        Assert.Equal((3, 12), (told, Simulator.RatePerSecond));
    }

    [Theory]
    [InlineData(0.09)]
    [InlineData(50.1)]
    [InlineData(double.NaN)]
    public void A_rate_out_of_range_is_refused_and_changes_nothing(double rate)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Simulator.RatePerSecond = rate);

        Assert.Equal(3, Simulator.RatePerSecond);
    }

    [Theory]
    [InlineData(TrafficSimulator.SlowestRate)]
    [InlineData(TrafficSimulator.FastestRate)]
    public void The_ends_of_the_range_are_rates(double rate)
    {
        Simulator.RatePerSecond = rate;

        Assert.Equal(rate, Simulator.RatePerSecond);
    }

    private ValueTask<FrontPage?> WelcomeAsync(string customer, CancellationToken cancellation)
    {
        _welcomed.Enqueue(customer);
        return ValueTask.FromResult<FrontPage?>(new(List, ["S1"]));
    }

    private TrafficSimulator Create(bool startsWithServer) => new(
        _bench.Intake, database.Contexts, _items!, WelcomeAsync,
        Options.Create(new PersonalizeOptions { Demo = { Simulator = startsWithServer } }), Time, NullLogger<TrafficSimulator>.Instance);

    // The simulator waits by the clock for its next activity, and for the writer, which is stepped here.
    private async Task PlayUntilAsync(Func<bool> done, CancellationToken cancellation)
    {
        while (!done())
        {
            cancellation.ThrowIfCancellationRequested();
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
            if (_bench.Queue.Depth > 0) await _bench.PlayAsync(_bench.Writer.StepAsync(), TimeSpan.FromMilliseconds(1));
        }
    }
}

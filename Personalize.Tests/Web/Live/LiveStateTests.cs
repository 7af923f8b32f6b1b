using Microsoft.Extensions.Time.Testing;
using Personalize.Engine.Interactions;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Live;

public sealed class LiveStateTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Table _table = new();
    private readonly ForgottenKeys _keys = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readers_at_once_share_one_load()
    {
        var states = Make();
        _table.Hold();
        var first = states.GetAsync(1, Cancellation).AsTask();
        var second = states.GetAsync(1, Cancellation).AsTask();
        _table.Release();

        Assert.Same(await first, await second);
        Assert.Equal(1, _table.Loads);
    }

    [Fact]
    public async Task An_activity_that_the_load_had_seen_does_not_count_again()
    {
        var states = Make();
        var activity = _table.Append(1, mass: 2);
        await states.GetAsync(1, Cancellation);

        states.Apply(1, [activity]);

        Assert.Equal(2, (await states.GetAsync(1, Cancellation))!.EngagementMass);
    }

    [Fact]
    public async Task An_activity_applied_during_a_load_makes_it_load_again()
    {
        var states = Make();
        _table.Hold();
        var reading = states.GetAsync(1, Cancellation).AsTask();
        states.Apply(1, [_table.Append(1, mass: 3)]);
        _table.Release();

        Assert.Equal(3, (await reading)!.EngagementMass);
        Assert.Equal(2, _table.Loads);
    }

    [Fact]
    public async Task A_change_makes_a_new_state_with_a_higher_revision()
    {
        var states = Make();
        var before = await states.GetAsync(1, Cancellation);
        states.Apply(1, [_table.Append(1, mass: 1, ActivityKind.Purchase, item: 9)]);
        var after = await states.GetAsync(1, Cancellation);

        Assert.Equal(0, before!.ActivityCount);
        Assert.Equal(1, after!.ActivityCount);
        Assert.Contains(9, after.Bought);
        Assert.True(after.Revision > before.Revision);
    }

    [Fact]
    public async Task A_late_activity_stands_where_it_happened()
    {
        var states = Make();
        await states.GetAsync(1, Cancellation);
        var newer = _table.Append(1, mass: 1, at: _time.GetUtcNow());
        var older = _table.Append(1, mass: 1, at: _time.GetUtcNow().AddDays(-1));

        states.Apply(1, [newer, older]);

        Assert.Equal([newer, older], (await states.GetAsync(1, Cancellation))!.Recent);
    }

    [Fact]
    public async Task A_dropped_customer_is_loaded_afresh_and_its_key_forgotten()
    {
        var states = Make();
        await states.GetAsync(1, Cancellation);
        states.Drop(1, Aspects.Deleted);
        await states.GetAsync(1, Cancellation);

        Assert.Equal(2, _table.Loads);
        Assert.Equal([1], _keys.Forgotten);
    }

    [Fact]
    public async Task The_least_recently_used_are_forgotten_above_the_limit()
    {
        var states = Make(limit: 10);
        for (var customer = 1; customer <= 10; customer++)
        {
            await states.GetAsync(customer, Cancellation);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await states.GetAsync(1, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(1));
        await states.GetAsync(11, Cancellation);
        var loads = _table.Loads;
        await states.GetAsync(1, Cancellation);
        Assert.Equal(loads, _table.Loads);
        await states.GetAsync(2, Cancellation);
        Assert.Equal(loads + 1, _table.Loads);
        Assert.InRange(states.CustomerCount, 1, 10);
    }

    [Fact]
    public async Task A_failed_load_is_tried_again_by_the_next_reader()
    {
        var states = Make();
        _table.Problem = new InvalidOperationException("no database");
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await states.GetAsync(1, Cancellation));

        _table.Problem = null;

        Assert.NotNull(await states.GetAsync(1, Cancellation));
    }

    [Fact]
    public async Task Eight_writers_and_two_readers_leave_the_exact_sum_of_masses()
    {
        const int writers = 8, readers = 2, each = 500, customers = 5;
        var states = Make(limit: 3);
        var writing = Enumerable.Range(0, writers).Select(writer => OnThread(() =>
        {
            for (var number = 0; number < each; number++)
            {
                var customer = 1 + ((writer + number) % customers);
                // As the journal does: sequences of one customer commit and are applied in order.
                lock (_table) states.Apply(customer, [_table.Append(customer, mass: 1 + (number % 7))]);
            }

            return Task.CompletedTask;
        }));
        var reading = Enumerable.Range(0, readers).Select(reader => OnThread(async () =>
        {
            for (var number = 0; number < each; number++)
            {
                var customer = 1 + ((reader + number) % customers);
                await states.GetAsync(customer, Cancellation);
                if (number % 5 == 0) states.Drop(customer, Aspects.Profile);
            }
        }));

        await Task.WhenAll([.. writing, .. reading]);

        for (var customer = 1; customer <= customers; customer++)
        {
            var state = await states.GetAsync(customer, Cancellation);
            Assert.Equal(_table.MassOf(customer), state!.EngagementMass);
            Assert.Equal(_table.CountOf(customer), state.ActivityCount);
        }
    }

    private static Task OnThread(Func<Task> work) =>
        Task.Factory.StartNew(work, Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private LiveState Make(int limit = 100) => new(_table, _keys, new ChangeFeed(_time), _time, limit);

    private sealed class ForgottenKeys : ICustomerKeys
    {
        public List<int> Forgotten { get; } = [];

        public ValueTask<int?> FindAsync(string customerId, CancellationToken cancellation) => new((int?)null);

        public void Forget(int id)
        {
            lock (Forgotten) Forgotten.Add(id);
        }
    }

    /// <summary>Stands for the tables: every customer exists.</summary>
    private sealed class Table : ICustomerStateSource
    {
        private readonly Dictionary<int, List<RecentActivity>> _rows = [];
        private TaskCompletionSource? _held;
        private long _sequence;
        private int _loads;

        public int Loads => _loads;

        public Exception? Problem { get; set; }

        public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => Interlocked.Exchange(ref _held, null)!.SetResult();

        public RecentActivity Append(
            int customer, double mass, ActivityKind kind = ActivityKind.View, int? item = null, DateTimeOffset at = default)
        {
            lock (_rows)
            {
                var row = new RecentActivity(++_sequence, item, kind, 1, Text: null, at, mass);
                if (!_rows.TryGetValue(customer, out var rows)) _rows.Add(customer, rows = []);
                rows.Add(row);
                return row;
            }
        }

        public double MassOf(int customer)
        {
            lock (_rows) return _rows[customer].Sum(row => row.EngagementMass);
        }

        public int CountOf(int customer)
        {
            lock (_rows) return _rows[customer].Count;
        }

        public async Task<CustomerState?> LoadAsync(int customerId, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _loads);
            if (Problem is { } problem) throw problem;
            // Reads first and answers late, so that whatever happens meanwhile overtakes it.
            CustomerState state;
            lock (_rows)
            {
                var rows = _rows.GetValueOrDefault(customerId, []);
                state = new CustomerState
                {
                    Id = customerId,
                    CustomerId = $"C{customerId}",
                    EngagementMass = rows.Sum(row => row.EngagementMass),
                    ActivityCount = rows.Count,
                    Position = rows.Count == 0 ? 0 : rows[^1].Sequence,
                };
            }

            if (_held is { } held) await held.Task.WaitAsync(cancellation);
            return state;
        }
    }
}

using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Personalize.Data.Activities;
using Personalize.Engine.Engagement;
using Personalize.Engine.Interactions;
using Personalize.Tests.Support;
using Personalize.Web.Activities;
using Personalize.Web.Catalogue;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Activities;

/// <summary>Intake and writer on a bench: a clock that stands still, a journal in memory, customers C1, C2, … and item S1.</summary>
internal sealed class WriterBench : IIntakeLookup, ICustomerKeys, ICustomerStateSource, IMeterFactory, IDisposable
{
    private readonly Meter _meter = new("Personalize");

    public WriterBench(int capacity = 2048)
    {
        Queue = new ActivityQueue(Time, capacity);
        var meters = new ActivityMeters(this, Queue);
        Feed = new ChangeFeed(Time);
        States = new LiveState(this, this, Feed, Time);
        Overview = new LiveOverview(new OverviewNames(_ => "Thing"), Time, NullLogger<LiveOverview>.Instance);
        var backoff = new WriterBackoff(Time);
        Health = new IntakeHealth(Queue, backoff, Time);
        var stored = new StoredActivities(States, Feed, Overview, Time, NullLogger<StoredActivities>.Instance);
        Writer = new ActivityWriter(Queue, Journal, stored, backoff, Health, meters, Time, NullLogger<ActivityWriter>.Instance);
        Intake = new ActivityIntake(Queue, this, meters, Time);
    }

    public AwaitedTime Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public MemoryJournal Journal { get; } = new();

    public ActivityQueue Queue { get; }

    public ChangeFeed Feed { get; }

    public LiveState States { get; }

    public LiveOverview Overview { get; }

    public IntakeHealth Health { get; }

    public ActivityWriter Writer { get; }

    public ActivityIntake Intake { get; }

    public int StateLoads { get; private set; }

    ActivityWeights IIntakeLookup.Weights => ActivityWeights.Specification;

    public static OfferedActivity View(string customer, Guid? id = null) =>
        new() { ActivityId = id, CustomerId = customer, Sku = "S1", Kind = ActivityKind.View, Source = "api" };

    /// <summary>Lets the writer take and store what is queued.</summary>
    public Task StepAsync() => Writer.StepAsync();

    /// <summary>Lets the clock run until the work is done, but only while somebody waits for it: the writer's patience is measured by it.</summary>
    public async Task PlayAsync(Task work, TimeSpan tick)
    {
        await Until.ReachedAsync(() => work.IsCompleted, () => Time.Advance(Time.IsAwaited ? tick : TimeSpan.Zero));
        await work;
    }

    public Meter Create(MeterOptions options) => _meter;

    public void Dispose()
    {
        Writer.Dispose();
        _meter.Dispose();
    }

    ValueTask<ForwardDecay> IIntakeLookup.DecayAsync(CancellationToken cancellation) =>
        new(new ForwardDecay(0.1, Time.GetUtcNow()));

    ValueTask<int?> IIntakeLookup.FindCustomerAsync(string customerKey, CancellationToken cancellation) =>
        new(int.TryParse(customerKey.AsSpan(1), out var id) ? id : null);

    ItemCard? IIntakeLookup.FindItem(string sku) =>
        sku == "S1" ? new ItemCard(1, "S1", "Thing", "", PriceCents: null, Active: true) : null;

    ValueTask<int?> ICustomerKeys.FindAsync(string customerId, CancellationToken cancellation) => new((int?)null);

    void ICustomerKeys.Forget(int id)
    {
    }

    Task<CustomerState?> ICustomerStateSource.LoadAsync(int customerId, CancellationToken cancellation)
    {
        StateLoads++;
        var mine = Journal.Rows.Where(row => row.Activity.CustomerId == customerId).ToArray();
        return Task.FromResult<CustomerState?>(new CustomerState
        {
            Id = customerId,
            CustomerId = $"C{customerId}",
            EngagementMass = mine.Sum(row => row.Activity.EngagementMass),
            ActivityCount = mine.Length,
            Position = mine.Select(row => row.Sequence).DefaultIfEmpty().Max(),
        });
    }
}

/// <summary>A journal that can refuse customers and break on demand.</summary>
internal sealed class MemoryJournal : IActivityJournal
{
    public List<(long Sequence, NewActivity Activity)> Rows { get; } = [];

    public List<int> BatchSizes { get; } = [];

    /// <summary>Customers that break a constraint.</summary>
    public HashSet<int> Refused { get; } = [];

    /// <summary>Thrown by this many appends, after storing when <see cref="LosesAnswers"/>.</summary>
    public int Failures { get; set; }

    public bool LosesAnswers { get; set; }

    /// <summary>Answers for none of the batch, as no journal may.</summary>
    public bool IsBroken { get; set; }

    public Task<IReadOnlyList<long>> AppendAsync(IReadOnlyList<NewActivity> batch, CancellationToken cancellation)
    {
        BatchSizes.Add(batch.Count);
        if (IsBroken) return Task.FromResult<IReadOnlyList<long>>([]);
        if (Failures > 0 && !LosesAnswers) throw Failure();
        if (batch.Any(activity => Refused.Contains(activity.CustomerId))) throw new JournalRejectedException("refused");
        var sequences = new long[batch.Count];
        for (var index = 0; index < sequences.Length; index++)
        {
            if (Rows.Exists(row => row.Activity.ActivityId == batch[index].ActivityId)) continue;
            sequences[index] = Rows.Count + 1;
            Rows.Add((sequences[index], batch[index]));
        }

        if (Failures > 0) throw Failure();
        return Task.FromResult<IReadOnlyList<long>>(sequences);
    }

    private TimeoutException Failure()
    {
        Failures--;
        return new TimeoutException("no database");
    }
}

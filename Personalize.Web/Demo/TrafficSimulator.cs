using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Personalize.Data;
using Personalize.Web.Activities;
using Personalize.Web.Catalogue;
using Personalize.Web.Hosting;

namespace Personalize.Web.Demo;

/// <summary>Believable live traffic from the customers in the database, through the same door as everybody's.</summary>
/// <threadsafety>May be started, stopped and tuned from any thread.</threadsafety>
public sealed partial class TrafficSimulator : IHostedService, IDisposable
{
    public const double SlowestRate = 0.1;
    public const double FastestRate = 50;

    /// <summary>Customers in the shop at once.</summary>
    private const int Crowd = 25;

    /// <summary>How often tastes are read again, and how soon after finding an empty shop.</summary>
    private static readonly TimeSpan BookLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan EmptyPause = TimeSpan.FromSeconds(5);

    private readonly ActivityIntake _intake;
    private readonly IDbContextFactory<PersonalizeDb> _databases;
    private readonly ItemDirectory _items;
    private readonly Welcome _welcome;
    private readonly bool _startsWithServer;
    private readonly TimeProvider _time;
    private readonly ILogger<TrafficSimulator> _log;

    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;
    private Task _loop = Task.CompletedTask;
    private double _ratePerSecond = 3;

    internal TrafficSimulator(
        ActivityIntake intake, IDbContextFactory<PersonalizeDb> databases, ItemDirectory items, Welcome welcome,
        IOptions<PersonalizeOptions> options, TimeProvider time, ILogger<TrafficSimulator> log)
    {
        (_intake, _databases, _items, _welcome, _time, _log) = (intake, databases, items, welcome, time, log);
        _startsWithServer = options.Value.Demo.Simulator is true;
    }

    /// <summary>Raised when it starts, stops or changes its rate; handlers must return at once.</summary>
    public event EventHandler? Changed;

    public bool IsRunning
    {
        get
        {
            lock (_gate) return _running is not null;
        }
    }

    /// <summary>Activities per second it aims at, 0.1 to 50. Default 3.</summary>
    public double RatePerSecond
    {
        get => Volatile.Read(ref _ratePerSecond);
        set
        {
            if (!(value >= SlowestRate && value <= FastestRate))
                throw new ArgumentOutOfRangeException(nameof(value), value, $"The rate is {SlowestRate} to {FastestRate} per second.");
            Volatile.Write(ref _ratePerSecond, value);
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    public void Start()
    {
        lock (_gate)
        {
            if (_running is not null) return;
            _running = new CancellationTokenSource();
            _loop = RunAsync(_loop, _running.Token);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Stop()
    {
        lock (_gate)
        {
            if (_running is null) return;
            _running.Cancel();
            _running.Dispose();
            _running = null;
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken)
    {
        if (_startsWithServer) Start();
        return Task.CompletedTask;
    }

    Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        Stop();
        return _loop.WaitAsync(cancellationToken);
    }

    public void Dispose() => _running?.Dispose();

    private async Task RunAsync(Task previous, CancellationToken cancellation)
    {
        await Task.Yield();
        await previous;

        // Live traffic differs from run to run, and goes on with other draws when the tastes are read again.
        var random = new Random(HashCode.Combine(_time.GetUtcNow(), Environment.ProcessId));
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await PlayAsync(random, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                LogFailed(problem);
                await Task.Delay(EmptyPause, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Reads the tastes and plays by them until it is time to read them again.</summary>
    private async Task PlayAsync(Random random, CancellationToken cancellation)
    {
        TasteBook book;
        await using (var db = await _databases.CreateDbContextAsync(cancellation)) book = await TasteBook.ReadAsync(db, cancellation);
        if (book.IsEmpty)
        {
            await Task.Delay(EmptyPause, _time, cancellation);
            return;
        }

        SimulatedVisit[] visits = [.. Enumerable.Range(0, Crowd).Select(_ => new SimulatedVisit(book.PickCustomer(random), page: null))];
        var start = _time.GetTimestamp();
        while (_time.GetElapsedTime(start) < BookLifetime)
        {
            // Exponential pauses: arrivals bunch up and thin out, as real ones do.
            var pause = -Math.Log(1 - random.NextDouble()) / RatePerSecond;
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(pause, 20)), _time, cancellation);
            var place = random.Next(visits.Length);
            await OfferAsync(visits[place].Next(Guid.CreateVersion7(_time.GetUtcNow()), random, book, TitleOf), cancellation);
            if (SimulatedVisit.Leaves(random)) visits[place] = await EnterAsync(book.PickCustomer(random), cancellation);
        }
    }

    private async Task<SimulatedVisit> EnterAsync(string customer, CancellationToken cancellation) =>
        new(customer, await _welcome(customer, cancellation));

    private async Task OfferAsync(OfferedActivity activity, CancellationToken cancellation)
    {
        // Customers and items may be deleted while they play: an invalid activity is no reason to stop, a busy server is one to pause.
        if (await _intake.SubmitAsync(activity, cancellation) is IntakeResult.Busy busy)
            await Task.Delay(busy.RetryAfter, _time, cancellation);
    }

    private string TitleOf(string sku) => _items.FindBySku(sku)?.Title ?? "this";

    [LoggerMessage(610, LogLevel.Warning, "The traffic simulator met a problem; it goes on in a moment")]
    private partial void LogFailed(Exception problem);
}

using Microsoft.Extensions.Time.Testing;

namespace Personalize.Tests.Support;

/// <summary>A clock that a test holds, and that knows whether anybody waits for it: so it need not run while they work.</summary>
internal sealed class AwaitedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private int _waiting;

    /// <summary>Whether a delay that ends once is running; what comes again and again does not count.</summary>
    public bool IsAwaited => Waiting > 0;

    /// <summary>How many such delays are running.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan || period != Timeout.InfiniteTimeSpan)
            return base.CreateTimer(callback, state, dueTime, period);
        var delay = new Delay(this);
        delay.Timer = base.CreateTimer(
            given =>
            {
                delay.End();
                callback(given);
            },
            state, dueTime, period);
        return delay;
    }

    private sealed class Delay : ITimer
    {
        private readonly AwaitedTime _time;
        private int _isOver;

        public Delay(AwaitedTime time)
        {
            _time = time;
            Interlocked.Increment(ref _time._waiting);
        }

        public ITimer? Timer { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => Timer!.Change(dueTime, period);

        public void End()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0) Interlocked.Decrement(ref _time._waiting);
        }

        public void Dispose()
        {
            End();
            Timer!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

namespace Personalize.Web.Activities;

/// <summary>What the writer does while the database fails: how long it waits, and when it stops holding callers.</summary>
/// <remarks>
/// A batch is tried again for <see cref="Patience"/>. After that its callers are told to come back, and each further
/// batch gets one try, so that an outage sheds load at once instead of filling the queue with waiting requests.
/// </remarks>
/// <threadsafety>Written by the writer alone; <see cref="FailingSince"/> may be read by anybody.</threadsafety>
internal sealed class WriterBackoff(TimeProvider time)
{
    public static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private int _failures;
    private long _failingSinceTicks;

    /// <summary>Null while all is well.</summary>
    public DateTimeOffset? FailingSince =>
        Interlocked.Read(ref _failingSinceTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Whether the batch that just failed should be given back to its callers.</summary>
    public bool IsExhausted => FailingSince is { } since && time.GetUtcNow() - since >= Patience;

    /// <summary>Before the next try; doubles from 50 ms to 2 s.</summary>
    public TimeSpan Wait =>
        TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, FirstWait.Ticks << Math.Clamp(_failures - 1, 0, 10)));

    public void Succeeded()
    {
        _failures = 0;
        Interlocked.Exchange(ref _failingSinceTicks, 0);
    }

    public void Failed()
    {
        _failures = Math.Min(_failures + 1, 1000);
        Interlocked.CompareExchange(ref _failingSinceTicks, time.GetUtcNow().UtcTicks, 0);
    }
}

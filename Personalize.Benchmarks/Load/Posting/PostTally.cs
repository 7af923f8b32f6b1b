using System.Collections.Concurrent;
using System.Diagnostics;

namespace Personalize.Benchmarks.Load.Posting;

/// <summary>What was posted and what was said to it.</summary>
/// <threadsafety>Counting is safe from several threads.</threadsafety>
internal sealed class PostTally
{
    private readonly ConcurrentDictionary<string, long> _refused = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<AcceptedActivity> _accepted = [];
    private readonly LatencyHistogram _waits = new();
    private long _posted;
    private long _acceptedCount;

    public long Posted => Interlocked.Read(ref _posted);

    public long Accepted => Interlocked.Read(ref _acceptedCount);

    /// <summary>Activities by the status code of the answer, or by what a batch said to each, or `no answer`.</summary>
    public IReadOnlyDictionary<string, long> Refused => _refused;

    /// <summary>Of requests that were accepted.</summary>
    public Latency Waits => _waits.Read();

    /// <summary>Those that may be looked for on pages; empty unless asked to keep them.</summary>
    public IReadOnlyCollection<AcceptedActivity> Kept => _accepted;

    /// <param name="due">When the request should have been sent: a late start is part of the wait.</param>
    public void Answered(Draft draft, ReadOnlySpan<byte> body, long due, Keeping keeping)
    {
        _waits.Add(due, Stopwatch.GetTimestamp());
        Interlocked.Add(ref _posted, draft.Times.Length);
        var results = PostAnswer.Read(body);
        for (var index = 0; index < results.Count; index++)
        {
            var (status, sequence) = results[index];
            if (status != PostAnswer.Stored)
            {
                Count(status, 1);
                continue;
            }

            Interlocked.Increment(ref _acceptedCount);
            if (keeping == Keeping.Each && sequence is { } stored) _accepted.Enqueue(new AcceptedActivity(draft.Times[index], stored, due));
        }
    }

    public void Refuse(Draft draft, string reason)
    {
        Interlocked.Add(ref _posted, draft.Times.Length);
        Count(reason, draft.Times.Length);
    }

    private void Count(string reason, int activities) => _refused.AddOrUpdate(reason, activities, (_, before) => before + activities);
}

/// <param name="Time">Ticks of the time by which it is recognised.</param>
/// <param name="Sequence">Its place in the server's journal.</param>
/// <param name="Due">Timestamp of <see cref="Stopwatch"/> at which it should have been sent.</param>
internal readonly record struct AcceptedActivity(long Time, long Sequence, long Due);

internal enum Keeping
{
    Counts,

    /// <summary>Every accepted activity, to look for it on pages.</summary>
    Each,
}

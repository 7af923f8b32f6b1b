using System.Collections.Concurrent;
using Personalize.Benchmarks.Load.Posting;

namespace Personalize.Benchmarks.Kill;

/// <summary>What was sent, and what the server said to it.</summary>
/// <threadsafety>Senders write at the same time; it is read when they have stopped.</threadsafety>
internal sealed class Ledger
{
    private const string Duplicate = "duplicate";

    private readonly ConcurrentDictionary<Guid, SentActivity> _sent = new();
    private readonly ConcurrentDictionary<Guid, long?> _acknowledged = new();
    private readonly ConcurrentQueue<Guid> _fresh = new();
    private readonly ConcurrentQueue<IReadOnlyList<SentActivity>> _unanswered = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private long _retried;
    private long _awaited;
    private TaskCompletionSource _reached = new();

    public IReadOnlyDictionary<Guid, SentActivity> Sent => _sent;

    /// <summary>By id, with the sequence that was told; null for those that were told to be there already.</summary>
    public IReadOnlyDictionary<Guid, long?> Acknowledged => _acknowledged;

    public bool HasUnanswered => !_unanswered.IsEmpty;

    /// <summary>Activities that were sent again because nobody had answered.</summary>
    public long Retried => Interlocked.Read(ref _retried);

    /// <summary>Answers that cannot be right.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Completes when so many more are acknowledged.</summary>
    public Task ReachedAsync(int more)
    {
        _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _awaited, _acknowledged.Count + more);
        if (more == 0) _reached.SetResult();
        return _reached.Task;
    }

    /// <summary>What nobody answered yet, as it was sent before.</summary>
    public bool TryTakeUnanswered(out IReadOnlyList<SentActivity> batch)
    {
        if (!_unanswered.TryDequeue(out batch!)) return false;
        Interlocked.Add(ref _retried, batch.Count);
        return true;
    }

    public void Sending(IReadOnlyList<SentActivity> batch)
    {
        foreach (var activity in batch) _sent.TryAdd(activity.Id, activity);
    }

    /// <summary>The connection broke, or the server asked to come again.</summary>
    public void NotAnswered(IReadOnlyList<SentActivity> batch) => _unanswered.Enqueue(batch);

    /// <param name="body">JSON that says what became of each, in order.</param>
    public void Answered(IReadOnlyList<SentActivity> batch, ReadOnlySpan<byte> body)
    {
        var results = PostAnswer.Read(body);
        if (results.Count != batch.Count)
        {
            _faults.Enqueue($"{batch.Count} activities were answered with {results.Count} results.");
            return;
        }

        List<SentActivity> again = [];
        for (var index = 0; index < results.Count; index++)
        {
            var (activity, (status, sequence)) = (batch[index], results[index]);
            if (status is PostAnswer.Stored or Duplicate) Acknowledge(activity.Id, sequence);
            else if (status == "busy") again.Add(activity);
            else _faults.Enqueue($"{activity.Id} was answered with '{status}'.");
        }

        if (again.Count > 0) _unanswered.Enqueue(again);
        if (_acknowledged.Count >= Volatile.Read(ref _awaited)) _reached.TrySetResult();
    }

    /// <returns>Ids acknowledged since the last call.</returns>
    public IReadOnlyList<Guid> TakeFresh()
    {
        List<Guid> fresh = [];
        while (_fresh.TryDequeue(out var id)) fresh.Add(id);
        return fresh;
    }

    private void Acknowledge(Guid id, long? sequence)
    {
        if (_acknowledged.TryAdd(id, sequence)) _fresh.Enqueue(id);
        else _faults.Enqueue($"{id} was acknowledged twice, though it was not sent again after the first answer.");
    }
}

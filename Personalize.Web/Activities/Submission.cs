namespace Personalize.Web.Activities;

/// <summary>What one caller offered together: collects an answer for each, complete when all are answered.</summary>
/// <threadsafety>Each index is answered once, from any thread.</threadsafety>
internal sealed class Submission
{
    private readonly IntakeResult?[] _answers;
    private readonly TaskCompletionSource<IReadOnlyList<IntakeResult>> _done =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _open;

    public Submission(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _answers = new IntakeResult?[count];
        _open = count;
        if (count == 0) _done.SetResult([]);
    }

    public Task<IReadOnlyList<IntakeResult>> Answers => _done.Task;

    public void Answer(int index, IntakeResult result)
    {
        if (!TryAnswer(index, result))
            throw new InvalidOperationException($"Activity {index} of this submission is answered already.");
    }

    /// <returns>False when it is answered already; that answer stands.</returns>
    public bool TryAnswer(int index, IntakeResult result)
    {
        if (Interlocked.CompareExchange(ref _answers[index], result, null) is not null) return false;
        if (Interlocked.Decrement(ref _open) == 0) _done.SetResult(_answers!);
        return true;
    }
}

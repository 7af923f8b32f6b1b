namespace Personalize.Web.Customers;

/// <param name="Done">What was done, for the toast: "C01932 deleted".</param>
/// <param name="Undo">Takes it back; the answer is null when that worked, else why not.</param>
internal sealed record UndoStep(string Done, Func<CancellationToken, Task<string?>> Undo);

/// <summary>What this page has changed, newest on top. Lives as long as the page.</summary>
internal sealed class UndoStack
{
    private const int Limit = 50;
    private readonly LinkedList<UndoStep> _steps = [];
    private readonly Dictionary<Guid, Guid> _standsAs = [];

    public UndoStep? Newest => _steps.Last?.Value;

    public void Push(UndoStep step)
    {
        _steps.AddLast(step);
        if (_steps.Count > Limit) _steps.RemoveFirst();
    }

    /// <summary>An undone edit brings back what a row was under a new version, on which older edits of it now rest.</summary>
    public void StandsAs(Guid before, Guid now) => _standsAs[before] = now;

    /// <returns>The version under which what a row was in this one stands now.</returns>
    public Guid VersionNow(Guid version)
    {
        while (_standsAs.TryGetValue(version, out var now)) version = now;
        return version;
    }

    /// <param name="step">Each step is undone once, whether from its toast or from the keyboard.</param>
    /// <returns>A sentence for people, or null when there is nothing to undo.</returns>
    public async Task<string?> UndoAsync(UndoStep? step, CancellationToken cancellation) =>
        step is not null && _steps.Remove(step)
            ? await step.Undo(cancellation) ?? $"Undone: {step.Done}"
            : null;
}

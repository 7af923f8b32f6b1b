namespace Personalize.Web.Shell;

/// <param name="Undo">Null when there is nothing to take back.</param>
public sealed record Toast(long Id, string Text, Func<Task>? Undo);

/// <summary>Short news at the bottom of the page, read politely; success stays quiet, and a deletion can be taken back.</summary>
public sealed class Toasts(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan PlainTime = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(30);
    private const int Most = 3;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, ITimer> _timers = [];
    private IReadOnlyList<Toast> _current = [];
    private long _lastId;

    /// <summary>Raised on any thread.</summary>
    public event EventHandler? Changed;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Toast> Current => _current;

    public void Show(string text) => Add(text, undo: null, PlainTime);

    /// <returns>For <see cref="Dismiss"/>, when it is taken back by other means.</returns>
    public long ShowUndo(string text, Func<Task> undo) => Add(text, undo, UndoTime);

    public void Dismiss(long id)
    {
        lock (_lock)
        {
            _current = [.. _current.Where(toast => toast.Id != id)];
            if (_timers.Remove(id, out var timer))
                timer.Dispose();
        }
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var timer in _timers.Values)
                timer.Dispose();
            _timers.Clear();
        }
    }

    private long Add(string text, Func<Task>? undo, TimeSpan time)
    {
        Toast toast;
        lock (_lock)
        {
            toast = new Toast(++_lastId, text, undo);
            foreach (var old in _current.SkipLast(Most - 1))
                if (_timers.Remove(old.Id, out var timer))
                    timer.Dispose();
            _current = [.. _current.TakeLast(Most - 1), toast];
            _timers[toast.Id] = clock.CreateTimer(_ => Dismiss(toast.Id), null, time, Timeout.InfiniteTimeSpan);
        }
        Changed?.Invoke(this, EventArgs.Empty);
        return toast.Id;
    }
}

namespace Personalize.Data.Sqlite;

/// <summary>
/// Lets one writer of this process at a time near the file. SQLite would refuse the second one anyway, but after polling;
/// a queue is fair and wakes at once. Other processes are met by the busy timeout.
/// </summary>
internal sealed class SqliteWriterGate : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        return new Turn(() => _one.Release());
    }

    public void Dispose() => _one.Dispose();

    private sealed class Turn(Action release) : IDisposable
    {
        private Action? _release = release;

        public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
    }
}

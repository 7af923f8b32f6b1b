namespace Personalize.Web.Import;

/// <summary>Tells a component on its own context when an import has moved; moves that come while it is busy are merged.</summary>
public sealed class ImportWatch : IDisposable
{
    private readonly ImportService _imports;
    private readonly Func<Task> _refresh;
    private readonly Guid? _only;
    private int _pending;

    /// <param name="only">Null for any import.</param>
    /// <param name="refresh">Must bring itself onto the component's context.</param>
    public ImportWatch(ImportService imports, Guid? only, Func<Task> refresh)
    {
        (_imports, _only, _refresh) = (imports, only, refresh);
        imports.Progressed += OnProgressed;
    }

    public void Dispose() => _imports.Progressed -= OnProgressed;

    private void OnProgressed(object? sender, Guid import)
    {
        if ((_only is null || _only == import) && Interlocked.Increment(ref _pending) == 1)
            _ = RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        // One more round when something moved meanwhile, however often.
        int seen;
        do
        {
            seen = Volatile.Read(ref _pending);
            try
            {
                await _refresh();
            }
            catch (Exception)
            {
                // Without this the next move would find a refresh under way for ever.
                Interlocked.Exchange(ref _pending, 0);
                throw;
            }
        }
        while (Interlocked.CompareExchange(ref _pending, 0, seen) != seen);
    }
}

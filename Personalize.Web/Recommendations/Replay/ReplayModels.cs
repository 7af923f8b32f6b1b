using Personalize.Engine;
using Personalize.Web.Training;

namespace Personalize.Web.Recommendations.Replay;

/// <summary>Models of any version whose file is kept: those in service, or one older set at a time, forgotten soon after its last use.</summary>
/// <threadsafety>Any number of callers; files are read one after another, since each may fill much of the memory.</threadsafety>
internal sealed class ReplayModels : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly ModelHolder _holder;
    private readonly ModelFolder _folder;
    private readonly SemaphoreSlim _one = new(1);
    private readonly ITimer _forget;
    private ModelSet? _older;

    public ReplayModels(ModelHolder holder, ModelFolder folder, TimeProvider time)
    {
        (_holder, _folder) = (holder, folder);
        _forget = time.CreateTimer(_ => Volatile.Write(ref _older, null), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <returns>Null with why, as a sentence, when there are none any more.</returns>
    /// <param name="trainedAt">Tells them from others of the same version, as after a database was restored.</param>
    public async Task<(ModelSet? Models, string? Why)> FindAsync(long version, DateTimeOffset trainedAt, CancellationToken cancellation)
    {
        if (_holder.Current is { } current && Are(current.Set)) return (current.Set, null);
        if (Volatile.Read(ref _older) is { } kept && Are(kept)) return (kept, null);
        await _one.WaitAsync(cancellation);
        try
        {
            if (Volatile.Read(ref _older) is not { } older || !Are(older)) older = await LoadAsync(version);
            if (older is null)
                return (null, _folder.Has(version) ? $"The file of model version {version} cannot be read." : $"Model version {version} is no longer kept.");
            if (!Are(older)) return (null, $"Model version {version} is no longer kept; other models have that number now.");
            Volatile.Write(ref _older, older);
            _forget.Change(Lifetime, Timeout.InfiniteTimeSpan);
            return (older, null);
        }
        finally
        {
            _one.Release();
        }

        bool Are(ModelSet models) => models.Version == version && models.TrainedAt == trainedAt;
    }

    public void Dispose()
    {
        _forget.Dispose();
        _one.Dispose();
    }

    // Up to seconds of reading and unpacking: a pool thread would be missing for requests.
    private Task<ModelSet?> LoadAsync(long version)
    {
        Volatile.Write(ref _older, null);
        return Task.Factory.StartNew(() => _folder.Load(version), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }
}

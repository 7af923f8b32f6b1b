using System.Collections.Concurrent;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Hubs;

/// <summary>What a handler was told, in order.</summary>
internal sealed class Heard<T>
{
    private readonly ConcurrentQueue<T> _all = new();

    public IReadOnlyList<T> All => [.. _all];

    public Task Take(T message)
    {
        _all.Enqueue(message);
        return Task.CompletedTask;
    }

    public async Task<T> OneAsync(Func<T, bool> wanted)
    {
        await Until.ReachedAsync(() => _all.Any(wanted));
        return _all.First(wanted);
    }

    public async Task<IReadOnlyList<T>> AtLeastAsync(int count)
    {
        await Until.ReachedAsync(() => _all.Count >= count);
        return All;
    }
}

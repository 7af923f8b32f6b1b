using Personalize.Data.Accounts;

namespace Personalize.Web.ApiKeys;

/// <summary>A key as its row was read.</summary>
/// <threadsafety>Safe.</threadsafety>
internal sealed class KnownKey(ApiKey key, DateTimeOffset readAt)
{
    /// <summary>"Last used" is written no more often than this.</summary>
    private static readonly TimeSpan UseGrain = TimeSpan.FromMinutes(1);

    private long _usedTicks = key.LastUsedAt?.UtcTicks ?? 0;

    public ApiKey Key => key;

    public DateTimeOffset ReadAt => readAt;

    /// <returns>Whether this use is to be written down; of many at once one is told so.</returns>
    public bool TryClaimUse(DateTimeOffset now)
    {
        var last = Volatile.Read(ref _usedTicks);
        return now.UtcTicks - last >= UseGrain.Ticks && Interlocked.CompareExchange(ref _usedTicks, now.UtcTicks, last) == last;
    }
}

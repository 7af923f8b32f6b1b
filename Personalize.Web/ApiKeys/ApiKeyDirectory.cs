using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Web.Access;

namespace Personalize.Web.ApiKeys;

/// <summary>Finds the key that a caller sent.</summary>
/// <threadsafety>Safe.</threadsafety>
internal sealed class ApiKeyDirectory(IDbContextFactory<PersonalizeDb> databases, TimeProvider clock)
{
    /// <summary>"Last used" is written no more often than this.</summary>
    private static readonly TimeSpan UseGrain = TimeSpan.FromMinutes(1);

    // Real keys only, so that guesses cannot fill it.
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <returns>Null when there is no such key, or it may not be used any more.</returns>
    public async ValueTask<ApiKey?> FindAsync(string secret, CancellationToken cancellation)
    {
        if (ApiKeySecret.PrefixOf(secret) is not { } prefix)
            return null;
        var now = clock.GetUtcNow();
        var key = _known.TryGetValue(prefix, out var known) && now - known.ReadAt < Standing.MaxAge
            ? known.Key
            : await ReadAsync(prefix, now, cancellation);
        if (key is null || !ApiKeySecret.Matches(secret, key) || key.RevokedAt is not null || key.ExpiresAt <= now)
            return null;
        if (key.LastUsedAt is not { } last || now - last >= UseGrain)
            await NoteUseAsync(key, now, cancellation);
        return key;
    }

    /// <summary>Makes this server look again at the key's row.</summary>
    public void Forget(string prefix) => _known.TryRemove(prefix, out _);

    private async Task<ApiKey?> ReadAsync(string prefix, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var key = await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(row => row.Prefix == prefix, cancellation);
        if (key is not null)
            _known[prefix] = new Known(key, now);
        return key;
    }

    private async Task NoteUseAsync(ApiKey key, DateTimeOffset now, CancellationToken cancellation)
    {
        key.LastUsedAt = now;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        await db.ApiKeys.Where(row => row.Id == key.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(column => column.LastUsedAt, now), cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private sealed record Known(ApiKey Key, DateTimeOffset ReadAt);
}

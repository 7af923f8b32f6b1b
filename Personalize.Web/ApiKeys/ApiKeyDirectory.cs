using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Web.Access;

namespace Personalize.Web.ApiKeys;

/// <summary>What a secret in a request proved.</summary>
internal abstract record KeyProof
{
    public sealed record Right(ApiKey Key) : KeyProof;

    /// <param name="KeyId">Null when it belongs to no key.</param>
    /// <param name="Reason">For the audit trail; the caller gets one answer for all.</param>
    public sealed record Refused(int? KeyId, string Reason) : KeyProof;
}

/// <summary>Finds the key that a caller sent.</summary>
/// <threadsafety>Safe.</threadsafety>
internal sealed partial class ApiKeyDirectory(
    IDbContextFactory<PersonalizeDb> databases, TimeProvider clock, ILogger<ApiKeyDirectory> log)
{
    // Real keys only, so that guesses cannot fill it.
    private readonly ConcurrentDictionary<string, KnownKey> _known = new(StringComparer.Ordinal);
    private readonly Lock _forgetting = new();
    private int _forgotten;

    /// <summary>The key with this prefix was revoked. Raised on the thread that did it.</summary>
    public event EventHandler<string>? KeyChanged;

    public async ValueTask<KeyProof> FindAsync(string secret, CancellationToken cancellation)
    {
        if (ApiKeySecret.PrefixOf(secret) is not { } prefix)
            return new KeyProof.Refused(KeyId: null, "unknown");
        var now = clock.GetUtcNow();
        var known = await KnownAsync(prefix, now, cancellation);
        if (known?.Key is not { } key)
            return new KeyProof.Refused(KeyId: null, "unknown");
        if ((ApiKeySecret.Matches(secret, key) ? EndOf(key, now) : "wrong secret") is { } fault)
            return new KeyProof.Refused(key.Id, fault);
        if (known.TryClaimUse(now))
            await NoteUseAsync(key.Id, now, cancellation);
        return new KeyProof.Right(key);
    }

    /// <summary>Whether a key that was shown before is still good.</summary>
    public async ValueTask<bool> HoldsAsync(string prefix, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return await KnownAsync(prefix, now, cancellation) is { Key: var key } && EndOf(key, now) is null;
    }

    /// <summary>Makes this server look again at the key's row.</summary>
    public void Forget(string prefix)
    {
        lock (_forgetting)
        {
            _forgotten++;
            _known.TryRemove(prefix, out _);
        }

        KeyChanged?.Invoke(this, prefix);
    }

    private static string? EndOf(ApiKey key, DateTimeOffset now)
    {
        if (key.RevokedAt is not null)
            return "revoked";
        return key.ExpiresAt <= now ? "expired" : null;
    }

    private async ValueTask<KnownKey?> KnownAsync(string prefix, DateTimeOffset now, CancellationToken cancellation) =>
        _known.TryGetValue(prefix, out var remembered) && now - remembered.ReadAt < Standing.MaxAge
            ? remembered
            : await ReadAsync(prefix, now, cancellation);

    private async Task<KnownKey?> ReadAsync(string prefix, DateTimeOffset now, CancellationToken cancellation)
    {
        var forgotten = Volatile.Read(ref _forgotten);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(row => row.Prefix == prefix, cancellation) is not { } key)
            return null;
        var known = new KnownKey(key, now);
        lock (_forgetting)
        {
            // What was read before a key was revoked must not be remembered after it.
            if (_forgotten == forgotten)
                _known[prefix] = known;
        }

        return known;
    }

    private async Task NoteUseAsync(int id, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            await using var transaction = await db.BeginWriteAsync(cancellation);
            await db.ApiKeys.Where(row => row.Id == id)
                .ExecuteUpdateAsync(row => row.SetProperty(column => column.LastUsedAt, now), cancellation);
            await transaction.CommitAsync(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // It is for people to read; who only reads must get in while nothing can be written.
            LogNotNoted(id, failure);
        }
    }

    [LoggerMessage(1200, LogLevel.Warning, "The use of API key {Key} could not be written down")]
    private partial void LogNotNoted(int key, Exception failure);
}

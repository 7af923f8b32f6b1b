using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using Personalize.Data;
using Personalize.Data.Accounts;

namespace Personalize.Web.Tokens;

/// <summary>
/// The key pairs of our access tokens. They live in the database, so that all servers sign and recognise alike; the first
/// token ever asked for makes the first pair.
/// </summary>
/// <threadsafety>Safe.</threadsafety>
internal sealed class SigningKeyRing(IDbContextFactory<PersonalizeDb> databases, IDataProtectionProvider protection, TimeProvider clock)
    : IDisposable
{
    /// <summary>After this a new pair signs.</summary>
    public static readonly TimeSpan Rotation = TimeSpan.FromDays(90);

    // Far longer than any token lives: what the old pair signed last is still recognised.
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    // Made-up key names must not make us read the database for each of them.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly IDataProtector _seal = protection.CreateProtector("Personalize.SigningKeys.v1");
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile Known _known = new(FrozenDictionary<string, Verifier>.Empty, null, DateTimeOffset.MinValue);

    /// <returns>The pair that signs now.</returns>
    public async ValueTask<ECDsaSecurityKey> SignerAsync(CancellationToken cancellation)
    {
        if (MaySign(_known.Signer))
            return _known.Signer!.Key;
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            if (!MaySign(_known.Signer))
                await ReadAsync(cancellation);
            if (!MaySign(_known.Signer))
            {
                await CreateAsync(cancellation);
                await ReadAsync(cancellation);
            }

            return _known.Signer!.Key;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <returns>The public key of that name; null when we have none that may still be used.</returns>
    public async ValueTask<ECDsaSecurityKey?> VerifierAsync(string id, CancellationToken cancellation)
    {
        if (MayLookFor(id))
        {
            await _oneAtATime.WaitAsync(cancellation);
            try
            {
                // Whoever had the turn before has just looked for all who wait.
                if (MayLookFor(id))
                    await ReadAsync(cancellation);
            }
            finally
            {
                _oneAtATime.Release();
            }
        }

        return _known.Verifiers.GetValueOrDefault(id) is { } found && clock.GetUtcNow() < found.CreatedAt + Rotation + Grace ? found.Key : null;
    }

    public void Dispose() => _oneAtATime.Dispose();

    private bool MayLookFor(string id) => !_known.Verifiers.ContainsKey(id) && clock.GetUtcNow() - _known.ReadAt >= LookAgain;

    private bool MaySign(Signer? signer) => signer is not null && clock.GetUtcNow() < signer.CreatedAt + Rotation;

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var oldest = now - Rotation - Grace;
        var rows = await db.SigningKeys.AsNoTracking().Where(row => row.CreatedAt > oldest)
            .OrderByDescending(row => row.CreatedAt).ToListAsync(cancellation);
        _known = new Known(
            rows.ToFrozenDictionary(row => row.Id, VerifierOf, StringComparer.Ordinal),
            rows.Select(SignerOf).FirstOrDefault(signer => signer is not null),
            now);
    }

    private async Task CreateAsync(CancellationToken cancellation)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var publicKey = pair.ExportSubjectPublicKeyInfo();
        var row = new SigningKey
        {
            Id = Base64Url.EncodeToString(SHA256.HashData(publicKey)),
            PublicKey = publicKey,
            SealedPrivateKey = _seal.Protect(pair.ExportPkcs8PrivateKey()),
            CreatedAt = clock.GetUtcNow(),
        };
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.SigningKeys.Add(row);
        await db.SaveChangesAsync(cancellation);
    }

    // Keys stay as they are, and hold memory that the collector does not see: those that are loaded are taken over.
    private Verifier VerifierOf(SigningKey row) =>
        _known.Verifiers.GetValueOrDefault(row.Id)
        ?? new Verifier(Loaded(row.Id, key => key.ImportSubjectPublicKeyInfo(row.PublicKey, out _)), row.CreatedAt);

    private Signer? SignerOf(SigningKey row) => _known.Signer is { } signer && signer.Key.KeyId == row.Id ? signer : Unsealed(row);

    private static ECDsaSecurityKey Loaded(string id, Action<ECDsa> import)
    {
        var key = ECDsa.Create();
        try
        {
            import(key);
            return new ECDsaSecurityKey(key) { KeyId = id };
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    // What another key ring sealed cannot sign here any more; it still verifies, and a new pair takes its place.
    private Signer? Unsealed(SigningKey row)
    {
        try
        {
            var pkcs8 = _seal.Unprotect(row.SealedPrivateKey);
            return new Signer(Loaded(row.Id, key => key.ImportPkcs8PrivateKey(pkcs8, out _)), row.CreatedAt);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record Verifier(ECDsaSecurityKey Key, DateTimeOffset CreatedAt);

    private sealed record Signer(ECDsaSecurityKey Key, DateTimeOffset CreatedAt);

    private sealed record Known(FrozenDictionary<string, Verifier> Verifiers, Signer? Signer, DateTimeOffset ReadAt);
}

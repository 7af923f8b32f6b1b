using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;

namespace Personalize.Web.ApiKeys;

/// <summary>A key as its owner gets to see it, once.</summary>
internal sealed record IssuedApiKey(ApiKey Key, string Secret);

/// <summary>Makes and revokes API keys.</summary>
internal sealed class ApiKeyIssuer(IDbContextFactory<PersonalizeDb> databases, ApiKeyDirectory directory, TimeProvider clock)
{
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(365);

    /// <param name="scopes">Rights of the role that the key is narrowed to; empty for all of them.</param>
    public async Task<IssuedApiKey> IssueAsync(
        Actor actor, string name, AccountRole role, IReadOnlyCollection<Right> scopes, TimeSpan lifetime, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageApiKeys);
        var secret = ApiKeySecret.New();
        var now = clock.GetUtcNow();
        var key = new ApiKey
        {
            Name = name,
            Prefix = ApiKeySecret.PrefixOf(secret)!,
            Hash = ApiKeySecret.HashOf(secret),
            Role = role,
            Scopes = [.. scopes],
            CreatedBy = actor.Kind == ActorKind.Account ? actor.Id : null,
            CreatedAt = now,
            ExpiresAt = now + lifetime,
        };
        await using var db = await databases.OpenAsync(actor, cancellation);
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(cancellation);
        return new IssuedApiKey(key, secret);
    }

    /// <returns>False when there is no such key, or it was revoked before.</returns>
    public async Task<bool> RevokeAsync(Actor actor, int id, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageApiKeys);
        await using var db = await databases.OpenAsync(actor, cancellation);
        var key = await db.ApiKeys.FirstOrDefaultAsync(row => row.Id == id && row.RevokedAt == null, cancellation);
        if (key is null)
            return false;
        key.RevokedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(cancellation);
        directory.Forget(key.Prefix);
        return true;
    }
}

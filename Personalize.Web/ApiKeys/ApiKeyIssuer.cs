using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.Hosting;

namespace Personalize.Web.ApiKeys;

/// <summary>Makes and revokes API keys.</summary>
internal sealed class ApiKeyIssuer(IDbContextFactory<PersonalizeDb> databases, ApiKeyDirectory directory, TimeProvider clock)
{
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(365);

    public async Task<KeyIssue> IssueAsync(Actor actor, NewApiKey asked, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageApiKeys);
        var errors = new FieldErrors();
        if (ApiKeyRules.Checked(asked, errors) is not { } wish)
            return new KeyIssue.Invalid(errors.ToDictionary());
        var secret = ApiKeySecret.New();
        var key = New(actor, wish, secret);
        await using var db = await databases.OpenAsync(actor, cancellation);
        if (await IsTakenAsync(db, wish.Name, cancellation))
            return Taken(wish.Name);
        db.ApiKeys.Add(key);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Somebody else took the name since we looked; anything else is no matter of names.
            if (!await IsTakenAsync(db, wish.Name, cancellation))
                throw;
            return Taken(wish.Name);
        }

        return new KeyIssue.Issued(key, secret);
    }

    /// <returns>All keys that are not revoked, the newest first; expired ones too, as they keep their names.</returns>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageApiKeys);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.ApiKeys.AsNoTracking().Where(key => key.RevokedAt == null)
            .OrderByDescending(key => key.CreatedAt).ThenByDescending(key => key.Id).ToListAsync(cancellation);
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

    private ApiKey New(Actor actor, NewApiKey wish, string secret)
    {
        var now = clock.GetUtcNow();
        return new ApiKey
        {
            Name = wish.Name,
            Prefix = ApiKeySecret.PrefixOf(secret)!,
            Hash = ApiKeySecret.HashOf(secret),
            Role = wish.Role,
            Scopes = [.. wish.Scopes],
            CreatedBy = actor.Kind == ActorKind.Account ? actor.Id : null,
            CreatedAt = now,
            ExpiresAt = now + wish.Lifetime,
        };
    }

    private static Task<bool> IsTakenAsync(PersonalizeDb db, string name, CancellationToken cancellation) =>
        db.ApiKeys.AnyAsync(key => key.Name == name && key.RevokedAt == null, cancellation);

    private static KeyIssue.Invalid Taken(string name) => new(new Dictionary<string, string[]>
    {
        [ApiKeyRules.Name] = [$"There is a key '{name}' already. Revoke it first, also when it has expired, or choose another name."],
    });
}

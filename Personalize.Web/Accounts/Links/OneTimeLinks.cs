using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;

namespace Personalize.Web.Accounts.Links;

/// <summary>Secret addresses that work once, for a day. Only their hashes are kept.</summary>
internal sealed class OneTimeLinks(IDbContextFactory<PersonalizeDb> databases, TimeProvider clock)
{
    public const string SetUpPath = "/setup";
    public const string PasswordPath = "/password";
    public const string CodeKey = "code";
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private const int RandomBytes = 32;

    /// <summary>Makes a link. Earlier ones for the same purpose and account stop working.</summary>
    /// <param name="accountId">Null for the set-up link.</param>
    /// <returns>Path and query; to be shown once.</returns>
    public async Task<string> IssueAsync(LinkPurpose purpose, int? accountId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        await db.OneTimeLinks.Where(link => link.Purpose == purpose && link.AccountId == accountId && link.UsedAt == null)
            .ExecuteDeleteAsync(cancellation);
        db.OneTimeLinks.Add(new OneTimeLink { Purpose = purpose, AccountId = accountId, Hash = HashOf(secret), CreatedAt = now, ExpiresAt = now + Lifetime });
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return (purpose == LinkPurpose.SetUp ? SetUpPath : PasswordPath) + new QueryBuilder { { CodeKey, secret } };
    }

    /// <returns>Null when there is no such link, or it was used, or its day is over.</returns>
    public async Task<OneTimeLink?> FindAsync(string? secret, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Usable(db, secret).AsNoTracking().FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Uses the link up, within a transaction that does what it is for: if that is rolled back, so is this.</summary>
    /// <returns>Null when it cannot be used (any more).</returns>
    public async Task<OneTimeLink?> UseAsync(PersonalizeDb db, string? secret, CancellationToken cancellation)
    {
        var link = await Usable(db, secret).AsNoTracking().FirstOrDefaultAsync(cancellation);
        if (link is null)
            return null;
        var now = clock.GetUtcNow();
        var used = await db.OneTimeLinks.Where(row => row.Id == link.Id && row.UsedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(column => column.UsedAt, now), cancellation);
        return used == 1 ? link : null;
    }

    /// <summary>Makes the account's links useless, whoever has them.</summary>
    public async Task VoidAsync(int accountId, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        await db.OneTimeLinks.Where(link => link.AccountId == accountId && link.UsedAt == null).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private IQueryable<OneTimeLink> Usable(PersonalizeDb db, string? secret)
    {
        var now = clock.GetUtcNow();
        var hash = HashOf(secret ?? "");
        return db.OneTimeLinks.Where(link => link.Hash == hash && link.UsedAt == null && link.ExpiresAt > now);
    }

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

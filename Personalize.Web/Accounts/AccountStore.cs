using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;

namespace Personalize.Web.Accounts;

/// <summary>
/// Identity's store over our tables. Second factors are not kept as they are: a stolen database must not let anybody in, so the
/// authenticator's key is sealed and recovery codes are hashed.
/// </summary>
internal sealed class AccountStore(PersonalizeDb db, IDataProtectionProvider protection)
    : UserOnlyStore<Account, PersonalizeDb, int>(db)
{
    // A recovery code has some 45 random bits, too few for one round of a fast hash.
    private const int CodeRounds = 50_000;

    // Where the base keeps the codes; its own names for it are private.
    private const string CodesProvider = "[AspNetUserStore]";
    private const string CodesName = "RecoveryCodes";
    private const char CodesSeparator = ';';
    private readonly IDataProtector _seal = protection.CreateProtector("Personalize.Accounts.AuthenticatorKey");

    /// <summary>Where nobody else is named, people change their own account: a code used up, a password hashed afresh.</summary>
    public override Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken = default)
    {
        NameOwner(user);
        return base.UpdateAsync(user, cancellationToken);
    }

    public override Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        NameOwner(user);
        return base.AddOrUpdatePasskeyAsync(user, passkey, cancellationToken);
    }

    public override Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        NameOwner(user);
        return base.RemovePasskeyAsync(user, credentialId, cancellationToken);
    }

    public override Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, _seal.Protect(key), cancellationToken);

    /// <returns>Null when there is none, or the key ring that sealed it is lost.</returns>
    public override async Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken)
    {
        if (await base.GetAuthenticatorKeyAsync(user, cancellationToken) is not { Length: > 0 } stored)
            return null;
        try
        {
            return _seal.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public override Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, [.. recoveryCodes.Select(code => Hash(user, code))], cancellationToken);

    // Not by the base, which would replace the codes by those left over, and so hash the hashes.
    public override async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        var kept = await GetTokenAsync(user, CodesProvider, CodesName, cancellationToken) ?? "";
        var hashes = kept.Split(CodesSeparator).ToList();
        if (!hashes.Remove(Hash(user, code)))
            return false;
        await base.ReplaceCodesAsync(user, hashes, cancellationToken);
        return true;
    }

    private void NameOwner(Account user) => Context.Actor ??= Actor.Owner(user.Id, ActionSource.Page);

    private static string Hash(Account user, string code) => Convert.ToHexString(Rfc2898DeriveBytes.Pbkdf2(
        code.ToUpperInvariant(), Encoding.UTF8.GetBytes($"Personalize recovery code of {user.Id}"), CodeRounds, HashAlgorithmName.SHA256, outputLength: 32));
}

using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Personalize.Data.Accounts;

namespace Personalize.Web.Accounts.Passwords;

/// <summary>
/// The work of checking a password where there is nothing to check it against, so that the time of an answer does not tell
/// whether an address has an account.
/// </summary>
internal sealed class StrangersPassword(IOptions<PasswordHasherOptions> options)
{
    private static readonly Account Nobody = new();
    private readonly string _hash = new PasswordHasher<Account>(options).HashPassword(Nobody, Guid.NewGuid().ToString());

    /// <param name="hasher">The one that checks the passwords of accounts.</param>
    public void Check(IPasswordHasher<Account> hasher, string password) => hasher.VerifyHashedPassword(Nobody, _hash, password);
}

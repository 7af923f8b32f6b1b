using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Personalize.Data.Accounts;

namespace Personalize.Web.Accounts.Passwords;

/// <summary>
/// The work of checking a password where there is nothing to check it against, so that the time of an answer does not tell
/// whether an address has an account.
/// </summary>
internal sealed class StrangersPassword
{
    private static readonly Account Nobody = new();
    private readonly PasswordHasher<Account> _hasher;
    private readonly string _hash;

    public StrangersPassword(IOptions<PasswordHasherOptions> options)
    {
        _hasher = new PasswordHasher<Account>(options);
        _hash = _hasher.HashPassword(Nobody, Guid.NewGuid().ToString());
    }

    public void Check(string password) => _hasher.VerifyHashedPassword(Nobody, _hash, password);
}

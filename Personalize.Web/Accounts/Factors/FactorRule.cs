using Microsoft.Extensions.Options;
using Personalize.Data.Accounts;
using Personalize.Web.Hosting.Security;

namespace Personalize.Web.Accounts.Factors;

/// <summary>Whether a sign-in proved enough for the account's role: Admins need a second factor, outside development.</summary>
internal sealed class FactorRule(IOptions<SecurityOptions> options)
{
    public const string Password = "password";
    public const string Passkey = "passkey";
    public const string Code = "totp";
    public const string RecoveryCode = "recovery";

    /// <param name="method">How the account proved itself; see <see cref="AccountSession.Method"/>.</param>
    public bool IsOwed(AccountRole role, string method) =>
        options.Value.AdminsNeedSecondFactor == true && role == AccountRole.Admin && !IsOfTwo(method);

    /// <returns>The method of a session whose owner has shown this as well.</returns>
    public string After(AccountRole role, string method, string shown) =>
        shown is Code or RecoveryCode or Passkey && IsOwed(role, method) ? $"{method}+{shown}" : method;

    // A passkey is unlocked by finger, face or PIN, and so is two factors in one.
    private static bool IsOfTwo(string method) => method == Passkey || method.Contains('+', StringComparison.Ordinal);
}

using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Personalize.Data.Accounts;

namespace Personalize.Web.Accounts.Passkeys;

/// <summary>Adding a passkey to an account, and proving one at sign-in. The challenge travels in a short-lived cookie.</summary>
internal sealed class PasskeyCeremony(SignInManager<Account> signIn, UserManager<Account> accounts)
{
    public const int MostPerAccount = 10;
    public const int NameMaxLength = 60;

    public Task<string> CreationOptionsAsync(Account account) => signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
    {
        Id = IdOf(account),
        Name = account.Email!,
        DisplayName = AccountClaims.NameOf(account),
    });

    public Task<string> RequestOptionsAsync() => signIn.MakePasskeyRequestOptionsAsync(null);

    /// <param name="credential">What the browser answered to the challenge.</param>
    /// <returns>False when it does not answer a challenge of ours to this account, or there are too many.</returns>
    public async Task<bool> AddAsync(Account account, string? credential, string name)
    {
        var result = await WhileAskedAsync(() => signIn.PerformPasskeyAttestationAsync(credential ?? ""));
        if (result is not { Succeeded: true } || result.UserEntity.Id != IdOf(account) || (await accounts.GetPasskeysAsync(account)).Count >= MostPerAccount)
            return false;
        result.Passkey.Name = name.Length > NameMaxLength ? name[..NameMaxLength] : name;
        return (await accounts.AddOrUpdatePasskeyAsync(account, result.Passkey)).Succeeded;
    }

    /// <returns>Whose passkey it is; null when it proves nothing.</returns>
    public async Task<Account?> ProveAsync(string? credential)
    {
        var result = await WhileAskedAsync(() => signIn.PerformPasskeyAssertionAsync(credential ?? ""));
        if (result is not { Succeeded: true, User.DisabledAt: null })
            return null;

        // Keeps the counter, by which a copied passkey gives itself away.
        return (await accounts.AddOrUpdatePasskeyAsync(result.User, result.Passkey)).Succeeded ? result.User : null;
    }

    // The framework answers a reply to no question with an exception; it is only somebody's stale form.
    private static async Task<TResult?> WhileAskedAsync<TResult>(Func<Task<TResult>> reply)
        where TResult : class
    {
        try
        {
            return await reply();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string IdOf(Account account) => account.Id.ToString(CultureInfo.InvariantCulture);
}

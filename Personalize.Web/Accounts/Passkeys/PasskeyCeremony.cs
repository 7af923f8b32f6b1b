using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Personalize.Data.Accounts;
using Personalize.Web.Audit.Incidents;

namespace Personalize.Web.Accounts.Passkeys;

/// <summary>Adding a passkey to an account, and proving one at sign-in. The challenge travels in a short-lived cookie.</summary>
internal sealed class PasskeyCeremony(
    SignInManager<Account> signIn, UserManager<Account> accounts, SpentChallenges spent, IncidentTally incidents)
{
    public const int MostPerAccount = 10;
    public const int NameMaxLength = 60;

    // Where the framework keeps the challenge in its cookie.
    private const string StateItem = "PasskeyState";

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
    public async Task<Account?> ProveAsync(HttpContext context, string? credential)
    {
        var challenge = await ChallengeAsync(context);
        var result = await WhileAskedAsync(() => signIn.PerformPasskeyAssertionAsync(credential ?? ""));
        if (result is not { Succeeded: true, User.DisabledAt: null } || challenge is null || !spent.TrySpend(challenge))
        {
            incidents.Add(Incident.Of(context, Incident.Failed, "passkey not known"));
            return null;
        }

        // Keeps the counter, by which a copied passkey gives itself away.
        return (await accounts.AddOrUpdatePasskeyAsync(result.User, result.Passkey)).Succeeded ? result.User : null;
    }

    // Of the cookie, not of the answer: the framework reads that laxly, and could find another challenge in it than we do.
    private static async Task<string?> ChallengeAsync(HttpContext context)
    {
        var asked = await context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        return asked.Properties?.Items.TryGetValue(StateItem, out var state) == true ? state : null;
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

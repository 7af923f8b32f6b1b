using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Personalize.Data.Accounts;
using Personalize.Web.Accounts.SignIn;
using Personalize.Web.Audit.Incidents;

namespace Personalize.Web.Accounts.Factors;

/// <summary>What a code proved.</summary>
internal abstract record CodeProof
{
    /// <param name="Method">Which kind it was; see <see cref="FactorRule"/>.</param>
    public sealed record Right(string Method) : CodeProof;

    public sealed record Wrong : CodeProof;

    /// <summary>There were too many attempts; this one was not looked at.</summary>
    public sealed record Later(TimeSpan Wait) : CodeProof;
}

/// <summary>Codes of an authenticator app, and the recovery codes for when it is lost. Each works once.</summary>
internal sealed class SecondFactor(
    UserManager<Account> accounts, IUserStore<Account> store, GuessBrake brake, IncidentTally incidents, TimeProvider clock)
{
    public const int RecoveryCodes = 10;
    private const string Provider = "Personalize";
    private const string UsedStep = "TotpStep";

    /// <returns>The key that the app is to learn, the same until the set-up is confirmed.</returns>
    public async Task<string> KeyAsync(Account account)
    {
        if (await accounts.GetAuthenticatorKeyAsync(account) is { } key)
            return key;
        await NewKeyAsync(account);
        return (await accounts.GetAuthenticatorKeyAsync(account))!;
    }

    /// <summary>Demands codes from the next sign-in on, once the app has shown that it knows the key.</summary>
    /// <returns>Recovery codes, to be shown once; null when the code is not right.</returns>
    public async Task<IReadOnlyList<string>?> EnableAsync(Account account, string code)
    {
        if (!await IsFreshAsync(account, code))
            return null;
        (await accounts.SetTwoFactorEnabledAsync(account, enabled: true)).ThrowIfFailed();
        return await NewRecoveryCodesAsync(account);
    }

    public async Task DisableAsync(Account account)
    {
        (await accounts.SetTwoFactorEnabledAsync(account, enabled: false)).ThrowIfFailed();
        await NewKeyAsync(account);
    }

    /// <exception cref="InvalidOperationException">They are not stored, because the account changed at the same moment.</exception>
    public async Task<IReadOnlyList<string>> NewRecoveryCodesAsync(Account account) =>
        [.. await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes)
            ?? throw new InvalidOperationException("The recovery codes could not be stored. Make new ones on the page of the second factor.")];

    /// <param name="guesser">Whose target is the account; see <see cref="TargetOf"/>.</param>
    public async Task<CodeProof> CheckAsync(Account account, string code, Guesser guesser)
    {
        var attempt = brake.Begin(guesser);
        if (attempt.Wait > TimeSpan.Zero)
            return new CodeProof.Later(attempt.Wait);
        var method = await IsFreshAsync(account, code) ? FactorRule.Code : await IsRecoveryAsync(account, code) ? FactorRule.RecoveryCode : null;
        if (method is null)
        {
            incidents.Add(Incident.FailedProof(account.Id, "wrong code", guesser));
            return new CodeProof.Wrong();
        }

        brake.Succeeded(attempt);
        return new CodeProof.Right(method);
    }

    /// <summary>Codes are guessed at apart from passwords, or a right password would clear the count each time.</summary>
    public static string TargetOf(Account account) => string.Create(CultureInfo.InvariantCulture, $"code of {account.Id}");

    // Not by the user manager, which would end all sessions: a key that is not in use yet proves nothing.
    private async Task NewKeyAsync(Account account)
    {
        await ((IUserAuthenticatorKeyStore<Account>)store).SetAuthenticatorKeyAsync(account, accounts.GenerateNewAuthenticatorKey(), CancellationToken.None);
        (await accounts.UpdateAsync(account)).ThrowIfFailed();
    }

    // The step is stored under the account's concurrency stamp, so of two requests with one code the second is refused.
    private async Task<bool> IsFreshAsync(Account account, string code)
    {
        if (await accounts.GetAuthenticatorKeyAsync(account) is not { } key)
            return false;
        var used = long.TryParse(await accounts.GetAuthenticationTokenAsync(account, Provider, UsedStep), CultureInfo.InvariantCulture, out var last) ? last : 0;
        return Totp.Match(key, code, clock.GetUtcNow(), used) is { } step
            && (await accounts.SetAuthenticationTokenAsync(account, Provider, UsedStep, step.ToString(CultureInfo.InvariantCulture))).Succeeded;
    }

    // Five letters or digits, a dash, five more; anything else need not be hashed.
    private async Task<bool> IsRecoveryAsync(Account account, string code) =>
        code.Trim() is { Length: 11 } trimmed && (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, trimmed.ToUpperInvariant())).Succeeded;
}

using Microsoft.AspNetCore.Identity;
using Personalize.Data.Accounts;
using Personalize.Web.Accounts.SignIn;
using Personalize.Web.Audit.Incidents;

namespace Personalize.Web.Accounts.Passwords;

/// <summary>What a password proved.</summary>
internal abstract record PasswordProof
{
    /// <summary>It is right; what follows depends on whether the account has a second factor.</summary>
    public sealed record Right(Account Account) : PasswordProof;

    /// <summary>One answer for a wrong password, an unknown address and an account that is switched off.</summary>
    public sealed record Wrong : PasswordProof;

    /// <summary>There were too many attempts; this one was not looked at.</summary>
    public sealed record Later(TimeSpan Wait) : PasswordProof;
}

/// <summary>Checks a password so that neither text nor time tells accounts apart, and guesses get ever slower.</summary>
internal sealed class PasswordCheck(
    UserManager<Account> accounts, StrangersPassword stranger, GuessBrake brake, IncidentTally incidents)
{
    public async Task<PasswordProof> RunAsync(string email, string password, Guesser guesser)
    {
        var attempt = brake.Begin(guesser);
        if (attempt.Wait > TimeSpan.Zero)
            return new PasswordProof.Later(attempt.Wait);
        if (password.Length > PasswordLimits.Longest)
            return Wrong(account: null, guesser);

        var account = email.Length is > 0 and <= Account.EmailMaxLength ? await accounts.FindByEmailAsync(email) : null;
        var isRight = false;
        if (account?.PasswordHash is null)
            stranger.Check(accounts.PasswordHasher, password);
        else
            isRight = await accounts.CheckPasswordAsync(account, password);
        if (!isRight || account!.DisabledAt is not null)
            return Wrong(account, guesser);
        brake.Succeeded(attempt);
        return new PasswordProof.Right(account);
    }

    private PasswordProof.Wrong Wrong(Account? account, Guesser guesser)
    {
        incidents.Add(Incident.FailedProof(account?.Id, account switch
        {
            null => "no such account",
            { DisabledAt: not null } => "account switched off",
            _ => "wrong password",
        }, guesser));
        return new PasswordProof.Wrong();
    }
}

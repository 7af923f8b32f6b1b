using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.Accounts.Administration;

namespace Personalize.Web.Accounts.Provider;

/// <summary>Which account somebody from the provider gets into.</summary>
internal abstract record ProviderEntry
{
    public sealed record Open(Account Account) : ProviderEntry;

    public sealed record Closed(ProviderProblem Problem) : ProviderEntry;
}

/// <summary>Finds the account of somebody who has proved themselves at the provider; links or makes one only where the settings say so.</summary>
internal sealed class ProviderEntrance(
    UserManager<Account> accounts, AccountEditor editor, IDbContextFactory<PersonalizeDb> databases, IOptions<ProviderOptions> provider,
    ILookupNormalizer normalizer, TimeProvider clock)
{
    private static readonly Actor Server = Actor.System(ActionSource.Page);
    private readonly ProviderOptions _options = provider.Value;

    public async Task<ProviderEntry> EnterAsync(ProviderPerson person, CancellationToken cancellation)
    {
        if (_options.RoleClaim is not null && person.Role is null)
            return new ProviderEntry.Closed(ProviderProblem.NoRole);

        // Looked for once more at the end: somebody new may come twice at the same moment.
        var account = await FindAsync(person) ?? await WelcomeAsync(person, cancellation) ?? await FindAsync(person);
        return account switch
        {
            null => new ProviderEntry.Closed(ProviderProblem.NotLinked),
            { DisabledAt: not null } => new ProviderEntry.Closed(ProviderProblem.SwitchedOff),
            _ => new ProviderEntry.Open(await WithRoleAsync(account, person.Role, cancellation)),
        };
    }

    private Task<Account?> FindAsync(ProviderPerson person) => accounts.FindByLoginAsync(_options.ExpectedIssuer, person.Subject);

    /// <returns>Null when there is none, and none may be linked or made.</returns>
    private async Task<Account?> WelcomeAsync(ProviderPerson person, CancellationToken cancellation)
    {
        if (person.VerifiedEmail is not { } email)
            return null;
        try
        {
            var normal = normalizer.NormalizeEmail(email);
            await using var db = await databases.OpenAsync(Server, cancellation);
            await using var transaction = await db.BeginWriteAsync(cancellation);
            var account = await db.Accounts.FirstOrDefaultAsync(row => row.NormalizedEmail == normal, cancellation);
            if (!await MayWelcomeAsync(db, account, cancellation))
                return null;
            if (account is null)
            {
                account = Make(email, normal, person);
                db.Accounts.Add(account);
                await db.SaveChangesAsync(cancellation);
            }

            db.Add(new IdentityUserLogin<int>
            {
                UserId = account.Id,
                LoginProvider = _options.ExpectedIssuer,
                ProviderKey = person.Subject,
                ProviderDisplayName = _options.DisplayName,
            });
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return account;
        }
        catch (DbUpdateException)
        {
            // Another request has done it.
            return null;
        }
    }

    private async Task<bool> MayWelcomeAsync(PersonalizeDb db, Account? account, CancellationToken cancellation)
    {
        if (account is null)
            return _options.CreateAccounts;

        // Somebody who is linked already does not become two people because an address was handed on.
        return _options.LinkByVerifiedEmail && !await db.Set<IdentityUserLogin<int>>()
            .AnyAsync(login => login.UserId == account.Id && login.LoginProvider == _options.ExpectedIssuer, cancellation);
    }

    private Account Make(string email, string normal, ProviderPerson person) => new()
    {
        UserName = email,
        NormalizedUserName = normal,
        Email = email,
        NormalizedEmail = normal,
        EmailConfirmed = true,
        DisplayName = person.Name,
        Role = person.Role!.Value,
        SecurityStamp = Guid.NewGuid().ToString("N"),
        CreatedAt = clock.GetUtcNow(),
    };

    private async Task<Account> WithRoleAsync(Account account, AccountRole? role, CancellationToken cancellation)
    {
        if (role is not { } wanted || wanted == account.Role)
            return account;

        // The last Admin stays one, whatever the provider says: somebody must be able to mend its settings.
        return await editor.ChangeRoleAsync(Server, account.Id, wanted, cancellation) is AccountChange.Saved(var changed) ? changed : account;
    }
}

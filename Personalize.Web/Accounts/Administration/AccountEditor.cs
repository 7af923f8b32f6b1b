using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Links;
using Personalize.Web.Accounts.Sessions;

namespace Personalize.Web.Accounts.Administration;

/// <summary>
/// What Admins do to accounts. Everything takes effect at once, also on open pages, and never leaves the server without
/// an Admin.
/// </summary>
internal sealed class AccountEditor(
    IDbContextFactory<PersonalizeDb> databases, OneTimeLinks links, SessionKeeper sessions, Standing standing, ILookupNormalizer normalizer,
    TimeProvider clock)
{
    /// <summary>Adds an account that has no password yet, and the link by which its owner chooses one.</summary>
    public async Task<AccountChange> InviteAsync(Actor actor, string email, string name, AccountRole role, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageAccounts);
        (email, name) = (email.Trim(), name.Trim());
        if ((AccountRules.EmailFault(email) ?? AccountRules.NameFault(name)) is { } fault)
            return new AccountChange.Invalid(fault);
        if (!Enum.IsDefined(role))
            return new AccountChange.Invalid($"There is no role {role}.");
        var normal = normalizer.NormalizeEmail(email);
        var account = new Account
        {
            UserName = email,
            NormalizedUserName = normal,
            Email = email,
            NormalizedEmail = normal,
            DisplayName = name,
            Role = role,
            SecurityStamp = NewStamp(),
            CreatedAt = clock.GetUtcNow(),
        };
        await using (var db = await databases.OpenAsync(actor, cancellation))
        {
            await using var transaction = await db.BeginWriteAsync(cancellation);
            if (await db.Accounts.AnyAsync(row => row.NormalizedUserName == normal, cancellation))
                return new AccountChange.Invalid($"There is an account for {email} already.");
            db.Accounts.Add(account);
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return new AccountChange.Linked(account, await links.IssueAsync(LinkPurpose.Invitation, account.Id, cancellation));
    }

    /// <summary>A link by which the owner chooses a new password. The old one works until then.</summary>
    public async Task<AccountChange> IssueLinkAsync(Actor actor, int id, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageAccounts);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var account = await db.Accounts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (account is null)
            return new AccountChange.NotFound();
        if (account.DisabledAt is not null)
            return new AccountChange.Invalid("The account is switched off. Switch it on first.");
        var purpose = account.PasswordHash is null ? LinkPurpose.Invitation : LinkPurpose.PasswordReset;
        return new AccountChange.Linked(account, await links.IssueAsync(purpose, id, cancellation));
    }

    public Task<AccountChange> ChangeRoleAsync(Actor actor, int id, AccountRole role, CancellationToken cancellation) =>
        Enum.IsDefined(role)
            ? ChangeAsync(actor, id, account => account.Role = role, cancellation)
            : Task.FromResult<AccountChange>(new AccountChange.Invalid($"There is no role {role}."));

    /// <summary>Switches the account off. Its sessions end; its past stays attributable.</summary>
    public async Task<AccountChange> DisableAsync(Actor actor, int id, CancellationToken cancellation)
    {
        var change = await ChangeAsync(actor, id, account => account.DisabledAt ??= clock.GetUtcNow(), cancellation);
        if (change is AccountChange.Saved)
            await sessions.EndAllAsync(id, cancellation);
        return change;
    }

    public Task<AccountChange> EnableAsync(Actor actor, int id, CancellationToken cancellation) =>
        ChangeAsync(actor, id, account => account.DisabledAt = null, cancellation);

    /// <summary>For somebody who lost both the authenticator and the recovery codes.</summary>
    public async Task<AccountChange> RemoveSecondFactorAsync(Actor actor, int id, CancellationToken cancellation)
    {
        var change = await ChangeAsync(actor, id, account => account.TwoFactorEnabled = false, cancellation);
        if (change is not AccountChange.Saved)
            return change;

        // Key and codes too: whoever found the lost phone must not know the next factor.
        await using var db = await databases.OpenAsync(actor, cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        await db.Set<IdentityUserToken<int>>().Where(token => token.UserId == id).ExecuteDeleteAsync(cancellation);
        await db.NoteAsync([new AuditNote("account.second-factor-remove", Subjects.Account, id.ToString(CultureInfo.InvariantCulture))], cancellation);
        await transaction.CommitAsync(cancellation);
        return change;
    }

    /// <returns>False when there is no such session, or it has ended before.</returns>
    public Task<bool> EndSessionAsync(Actor actor, int id, Guid session, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageAccounts);
        return sessions.EndAsync(id, session, cancellation);
    }

    private async Task<AccountChange> ChangeAsync(Actor actor, int id, Action<Account> change, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageAccounts);
        await using var db = await databases.OpenAsync(actor, cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);

        // Takes the rows of all Admins, so that two of them cannot demote each other at the same moment.
        await ActiveAdmins(db).ExecuteUpdateAsync(row => row.SetProperty(column => column.Role, AccountRole.Admin), cancellation);
        var account = await db.Accounts.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (account is null)
            return new AccountChange.NotFound();
        change(account);
        account.SecurityStamp = NewStamp();
        account.ConcurrencyStamp = Guid.NewGuid().ToString();
        await db.SaveChangesAsync(cancellation);
        if (!await ActiveAdmins(db).AnyAsync(cancellation))
            return new AccountChange.LastAdmin();
        await transaction.CommitAsync(cancellation);
        standing.Forget(id);
        return new AccountChange.Saved(account);
    }

    private static IQueryable<Account> ActiveAdmins(PersonalizeDb db) =>
        db.Accounts.Where(row => row.Role == AccountRole.Admin && row.DisabledAt == null);

    private static string NewStamp() => Guid.NewGuid().ToString("N");
}

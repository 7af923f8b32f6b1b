using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.Accounts.Links;
using Personalize.Web.Accounts.Sessions;

namespace Personalize.Web.Accounts.Administration;

/// <summary>
/// What Admins do to accounts. Everything takes effect at once, also on open pages, and never leaves the server without
/// an Admin.
/// </summary>
internal sealed class AccountEditor(
    IDbContextFactory<PersonalizeDb> databases, OneTimeLinks links, SessionKeeper sessions, ILookupNormalizer normalizer, TimeProvider clock)
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
                return Taken(email);
            db.Accounts.Add(account);
            try
            {
                await db.SaveChangesAsync(cancellation);
            }
            catch (DbUpdateException taken) when (taken.IsDuplicateKey())
            {
                return Taken(email);
            }

            await transaction.CommitAsync(cancellation);
        }

        return new AccountChange.Linked(account, await links.IssueAsync(LinkPurpose.Invitation, account.Id, cancellation));
    }

    /// <summary>
    /// A link by which the owner chooses a new password. The old one works until then. Written down before it exists: whoever
    /// has it can take the account over, in its owner's name.
    /// </summary>
    public async Task<AccountChange> IssueLinkAsync(Actor actor, int id, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageAccounts);
        await using var db = await databases.OpenAsync(actor, cancellation);
        var account = await db.Accounts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (account is null)
            return new AccountChange.NotFound();
        if (account.DisabledAt is not null)
            return new AccountChange.Invalid("The account is switched off. Switch it on first.");
        await db.NoteAsync([Note("account.link", id)], cancellation);
        var purpose = account.PasswordHash is null ? LinkPurpose.Invitation : LinkPurpose.PasswordReset;
        return new AccountChange.Linked(account, await links.IssueAsync(purpose, id, cancellation));
    }

    public Task<AccountChange> ChangeRoleAsync(Actor actor, int id, AccountRole role, CancellationToken cancellation) =>
        Enum.IsDefined(role)
            ? ChangeAsync(actor, id, account => account.Role = role, cancellation)
            : Task.FromResult<AccountChange>(new AccountChange.Invalid($"There is no role {role}."));

    /// <summary>Switches the account off. Its links work no more; its past stays attributable.</summary>
    public async Task<AccountChange> DisableAsync(Actor actor, int id, CancellationToken cancellation)
    {
        var change = await ChangeAsync(actor, id, account => account.DisabledAt ??= clock.GetUtcNow(), cancellation);
        if (change is AccountChange.Saved)
            await links.VoidAsync(id, CancellationToken.None);
        return change;
    }

    public Task<AccountChange> EnableAsync(Actor actor, int id, CancellationToken cancellation) =>
        ChangeAsync(actor, id, account => account.DisabledAt = null, cancellation);

    /// <summary>Deletes an account that is switched off, with its sessions, passkeys and links. The trail keeps what it did.</summary>
    public async Task<AccountChange> DeleteAsync(Actor actor, int id, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageAccounts);
        await using var db = await databases.OpenAsync(actor, cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        var account = await db.Accounts.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (account is null)
            return new AccountChange.NotFound();
        if (account.DisabledAt is null)
            return new AccountChange.Invalid($"{account.Email} is switched on. Switch the account off first, so that nobody is deleted by one click.");
        db.Accounts.Remove(account);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new AccountChange.Saved(account);
    }

    /// <summary>For somebody who lost what they sign in with beside the password: authenticator and recovery codes, or the device with a passkey.</summary>
    public Task<AccountChange> RemoveSecondFactorAsync(Actor actor, int id, CancellationToken cancellation) => ChangeAsync(
        actor, id,
        async (db, account) =>
        {
            account.TwoFactorEnabled = false;

            // Key and codes too: whoever found the lost phone must not know the next factor.
            await db.Set<IdentityUserToken<int>>().Where(token => token.UserId == id).ExecuteDeleteAsync(cancellation);
            db.RemoveRange(await db.Set<IdentityUserPasskey<int>>().Where(passkey => passkey.UserId == id).ToListAsync(cancellation));
        }, cancellation);

    /// <summary>For somebody who is another at the outside provider now, or whose sign-in there is in wrong hands.</summary>
    public Task<AccountChange> UnlinkAsync(Actor actor, int id, CancellationToken cancellation) => ChangeAsync(
        actor, id,
        async (db, _) => db.RemoveRange(await db.Set<IdentityUserLogin<int>>().Where(login => login.UserId == id).ToListAsync(cancellation)),
        cancellation);

    /// <returns>False when there is no such session, or it has ended before.</returns>
    public Task<bool> EndSessionAsync(Actor actor, int id, Guid session, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageAccounts);
        return sessions.EndAsync(actor, id, session, cancellation);
    }

    /// <param name="kept">The session that the actor themselves came with, so that nobody shuts themselves out; null to end all.</param>
    /// <returns>How many were ended.</returns>
    public Task<int> EndSessionsAsync(Actor actor, int id, Guid? kept, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageAccounts);
        return kept is { } own ? sessions.EndOthersAsync(actor, id, own, cancellation) : sessions.EndAllAsync(actor, id, cancellation);
    }

    private Task<AccountChange> ChangeAsync(Actor actor, int id, Action<Account> change, CancellationToken cancellation) => ChangeAsync(
        actor, id,
        (_, account) =>
        {
            change(account);
            return Task.CompletedTask;
        }, cancellation);

    private async Task<AccountChange> ChangeAsync(
        Actor actor, int id, Func<PersonalizeDb, Account, Task> change, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageAccounts);
        var outcome = await StoreAsync(actor, id, change, cancellation);

        // Cookies hold no more, but programs would fetch tokens on. The change is stored, so whoever leaves now is too late.
        if (outcome is AccountChange.Saved)
            await sessions.EndAllAsync(actor, id, CancellationToken.None);
        return outcome;
    }

    private async Task<AccountChange> StoreAsync(
        Actor actor, int id, Func<PersonalizeDb, Account, Task> change, CancellationToken cancellation)
    {
        await using var db = await databases.OpenAsync(actor, cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);

        // Takes the rows of all Admins, so that two of them cannot demote each other at the same moment.
        await ActiveAdmins(db).ExecuteUpdateAsync(row => row.SetProperty(column => column.Role, AccountRole.Admin), cancellation);
        var account = await db.Accounts.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (account is null)
            return new AccountChange.NotFound();
        await change(db, account);
        account.SecurityStamp = NewStamp();
        account.ConcurrencyStamp = Guid.NewGuid().ToString();
        await db.SaveChangesAsync(cancellation);
        if (!await ActiveAdmins(db).AnyAsync(cancellation))
            return new AccountChange.LastAdmin();
        await transaction.CommitAsync(cancellation);
        return new AccountChange.Saved(account);
    }

    private static IQueryable<Account> ActiveAdmins(PersonalizeDb db) =>
        db.Accounts.Where(row => row.Role == AccountRole.Admin && row.DisabledAt == null);

    private static AuditNote Note(string action, int id) => new(action, Subjects.Account, id.ToString(CultureInfo.InvariantCulture));

    private static AccountChange.Invalid Taken(string email) => new($"There is an account for {email} already.");

    private static string NewStamp() => Guid.NewGuid().ToString("N");
}

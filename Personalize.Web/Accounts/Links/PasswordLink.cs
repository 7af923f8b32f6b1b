using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Web.Accounts.Sessions;

namespace Personalize.Web.Accounts.Links;

/// <summary>Choosing a password by a link from an Admin: the first one, or a new one. All sessions of the account end.</summary>
internal sealed class PasswordLink(PersonalizeDb db, UserManager<Account> accounts, OneTimeLinks links, SessionKeeper sessions)
{
    /// <returns>Whose password it chooses; null when the link does not work.</returns>
    public async Task<Account?> FindAsync(string? secret, CancellationToken cancellation) =>
        await AccountOfAsync(await links.FindAsync(secret, cancellation));

    public async Task<LinkOutcome> ChooseAsync(string? secret, string password, CancellationToken cancellation)
    {
        Account? account;
        await using (var transaction = await db.BeginWriteAsync(cancellation))
        {
            account = await AccountOfAsync(await links.UseAsync(db, secret, cancellation));
            if (account is null)
                return new LinkOutcome.Gone();
            if (account.PasswordHash is not null && await accounts.RemovePasswordAsync(account) is { Succeeded: false } kept)
                return LinkOutcome.Invalid.From(kept);
            var added = await accounts.AddPasswordAsync(account, password);
            if (!added.Succeeded)
                return LinkOutcome.Invalid.From(added);
            await transaction.CommitAsync(cancellation);
        }

        // The password is stored: whoever leaves now is too late.
        await links.VoidAsync(account.Id, CancellationToken.None);
        await sessions.EndAllAsync(Actor.Owner(account.Id, ActionSource.Page), account.Id, CancellationToken.None);
        return new LinkOutcome.Done(account);
    }

    private async Task<Account?> AccountOfAsync(OneTimeLink? link)
    {
        if (link is not { Purpose: LinkPurpose.Invitation or LinkPurpose.PasswordReset, AccountId: { } id })
            return null;
        var account = await accounts.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture));
        return account is { DisabledAt: null } ? account : null;
    }
}

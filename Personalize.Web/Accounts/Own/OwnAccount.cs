using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Confirm;
using Personalize.Web.Accounts.Factors;
using Personalize.Web.Accounts.Links;
using Personalize.Web.Accounts.Sessions;

namespace Personalize.Web.Accounts.Own;

/// <summary>The account of whoever is signed in, on its own pages.</summary>
internal sealed class OwnAccount(
    UserManager<Account> accounts, SessionKeeper sessions, OneTimeLinks links, FactorRule rule, TimeProvider clock)
{
    /// <exception cref="InvalidOperationException">Nobody is signed in, which the page's right excludes.</exception>
    public async Task<Account> ReadAsync(HttpContext context) =>
        ActorClaims.IdOf(context.User) is { } id && await accounts.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture)) is { } account
            ? account
            : throw new InvalidOperationException("This page needs somebody who is signed in.");

    /// <summary>
    /// After a change of what proves who one is: every other session ends, links that were issued are void, and this browser's
    /// cookie is renewed, which carries a mark of the old stamp.
    /// </summary>
    /// <param name="shown">What kind of proof was shown for it, see <see cref="FactorRule"/>; null when an earlier one was fresh enough.</param>
    public async Task RenewAsync(HttpContext context, Account account, string? shown, CancellationToken cancellation)
    {
        await links.VoidAsync(account.Id, cancellation);
        await sessions.EndOthersAsync(context.Actor(), account.Id, SessionOf(context), cancellation);
        if (shown is null)
            await ReissueAsync(context, account, Confirmation.ProofOf(context.User));
        else
            await ConfirmAsync(context, account, shown, cancellation);
    }

    /// <summary>The owner has proved once more who they are; this browser's cookie says so from now on.</summary>
    /// <param name="shown">What kind of proof; see <see cref="FactorRule"/>.</param>
    public async Task ConfirmAsync(HttpContext context, Account account, string shown, CancellationToken cancellation)
    {
        var method = await sessions.ConfirmAsync(account, SessionOf(context), shown, cancellation);
        await ReissueAsync(context, account, new SessionProof(clock.GetUtcNow(), rule.IsOwed(account.Role, method)));
    }

    private static async Task ReissueAsync(HttpContext context, Account account, SessionProof proof)
    {
        var ticket = await context.AuthenticateAsync(AccessSchemes.Cookie);
        await context.SignInAsync(AccessSchemes.Cookie, AccountClaims.Of(account, SessionOf(context), proof), new AuthenticationProperties
        {
            IssuedUtc = ticket.Properties?.IssuedUtc,
            ExpiresUtc = ticket.Properties?.ExpiresUtc,
        });
    }

    private static Guid SessionOf(HttpContext context) => ActorClaims.SessionOf(context.User)!.Value;
}

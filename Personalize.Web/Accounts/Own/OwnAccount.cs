using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Links;
using Personalize.Web.Accounts.Sessions;
using Personalize.Web.Accounts.SignIn;

namespace Personalize.Web.Accounts.Own;

/// <summary>The account of whoever is signed in, on its own pages.</summary>
internal sealed class OwnAccount(UserManager<Account> accounts, SessionKeeper sessions, OneTimeLinks links)
{
    /// <exception cref="InvalidOperationException">Nobody is signed in, which the page's right excludes.</exception>
    public async Task<Account> ReadAsync(HttpContext context) =>
        ActorClaims.IdOf(context.User) is { } id && await accounts.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture)) is { } account
            ? account
            : throw new InvalidOperationException("This page needs somebody who is signed in.");

    /// <summary>
    /// After a change of what proves who one is: every other session ends, links that were issued are void, and this browser's
    /// cookie is renewed, which carries the old stamp.
    /// </summary>
    public async Task RenewAsync(HttpContext context, Account account, CancellationToken cancellation)
    {
        var session = ActorClaims.SessionOf(context.User)!.Value;
        await links.VoidAsync(account.Id, cancellation);
        await sessions.EndOthersAsync(account.Id, session, cancellation);
        var ticket = await context.AuthenticateAsync(AccessSchemes.Cookie);
        await context.SignInAsync(AccessSchemes.Cookie, AccountClaims.Of(account, session, AccessSchemes.Cookie), new AuthenticationProperties
        {
            IssuedUtc = ticket.Properties?.IssuedUtc,
            ExpiresUtc = ticket.Properties?.ExpiresUtc,
        });
    }
}

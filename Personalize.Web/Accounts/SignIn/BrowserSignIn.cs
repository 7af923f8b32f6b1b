using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Factors;
using Personalize.Web.Accounts.Sessions;

namespace Personalize.Web.Accounts.SignIn;

/// <summary>Gives a browser the cookie of an account that has proved itself.</summary>
internal sealed class BrowserSignIn(SessionKeeper sessions, FactorRule rule, KnownDevices devices, ILookupNormalizer normalizer)
{
    /// <param name="email">As typed; nothing need be known of it.</param>
    public Guesser GuesserOf(HttpContext context, string email)
    {
        var target = TargetOf(email);
        return new Guesser(target, Callers.NetworkOf(context), devices.Find(context.Request, target));
    }

    /// <param name="method">How the account proved itself; see <see cref="AccountSession.Method"/>.</param>
    public async Task SignInAsync(HttpContext context, Account account, string method, CancellationToken cancellation)
    {
        // Whoever was signed in here before is so no more: a session is never handed on.
        await sessions.EndAsync(context.User, ActionSource.Page, cancellation);
        var session = await sessions.StartAsync(
            account,
            new SessionOrigin(SessionKind.Browser, method, DeviceName.Of(context.Request), Callers.AddressOf(context)),
            cancellation);
        await context.SignInAsync(
            AccessSchemes.Cookie,
            AccountClaims.Of(account, session.Id, new SessionProof(session.CreatedAt, rule.IsOwed(account.Role, method))),
            new AuthenticationProperties { IssuedUtc = session.CreatedAt, ExpiresUtc = session.ExpiresAt });
        devices.Remember(context, TargetOf(account.Email!));
    }

    private string TargetOf(string email) => normalizer.NormalizeEmail(email.Length > Account.EmailMaxLength ? "" : email);
}

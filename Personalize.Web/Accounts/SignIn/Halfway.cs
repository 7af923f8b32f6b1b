using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Personalize.Data.Accounts;
using Personalize.Web.Access;

namespace Personalize.Web.Accounts.SignIn;

/// <summary>Remembers for five minutes that a browser has given the right password and still owes the code.</summary>
internal sealed class Halfway(UserManager<Account> accounts)
{
    public static Task BeginAsync(HttpContext context, Account account)
    {
        var identity = new ClaimsIdentity(IdentityConstants.TwoFactorUserIdScheme);
        identity.AddClaim(new Claim(ActorClaims.Id, account.Id.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(ActorClaims.Stamp, account.SecurityStamp ?? ""));
        return context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity));
    }

    /// <returns>Null when nobody is halfway, or the account has changed since.</returns>
    public async Task<Account?> FindAsync(HttpContext context)
    {
        var ticket = await context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (ticket.Principal?.FindFirstValue(ActorClaims.Id) is not { } id || await accounts.FindByIdAsync(id) is not { DisabledAt: null } account)
            return null;
        return ticket.Principal.FindFirstValue(ActorClaims.Stamp) == account.SecurityStamp ? account : null;
    }

    public static Task EndAsync(HttpContext context) => context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
}

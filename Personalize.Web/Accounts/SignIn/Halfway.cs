using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Personalize.Data.Accounts;
using Personalize.Web.Access;

namespace Personalize.Web.Accounts.SignIn;

/// <summary>Somebody who has proved themselves once.</summary>
/// <param name="Method">By what: "password", "oidc".</param>
internal sealed record HalfwayProof(Account Account, string Method);

/// <summary>Remembers for five minutes that a browser has given the first proof and still owes the code.</summary>
internal sealed class Halfway(UserManager<Account> accounts)
{
    private const string MethodClaim = "method";

    /// <param name="method">What the first proof was.</param>
    public static Task BeginAsync(HttpContext context, Account account, string method)
    {
        var identity = new ClaimsIdentity(IdentityConstants.TwoFactorUserIdScheme);
        identity.AddClaim(new Claim(ActorClaims.Id, account.Id.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(ActorClaims.Stamp, account.SecurityStamp ?? ""));
        identity.AddClaim(new Claim(MethodClaim, method));
        return context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity));
    }

    /// <returns>Null when nobody is halfway, or the account has changed since.</returns>
    public async Task<HalfwayProof?> FindAsync(HttpContext context)
    {
        var ticket = await context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (ticket.Principal is not { } half
            || half.FindFirstValue(ActorClaims.Id) is not { } id
            || half.FindFirstValue(MethodClaim) is not { } method
            || await accounts.FindByIdAsync(id) is not { DisabledAt: null } account)
            return null;
        return half.FindFirstValue(ActorClaims.Stamp) == account.SecurityStamp ? new HalfwayProof(account, method) : null;
    }

    public static Task EndAsync(HttpContext context) => context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
}

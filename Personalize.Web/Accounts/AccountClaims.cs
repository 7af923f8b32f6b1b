using System.Globalization;
using System.Security.Claims;
using Personalize.Data.Accounts;
using Personalize.Web.Access;

namespace Personalize.Web.Accounts;

/// <summary>What a signed-in account carries about itself.</summary>
internal static class AccountClaims
{
    public static ClaimsPrincipal Of(Account account, Guid session, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ActorClaims.Id, account.Id.ToString(CultureInfo.InvariantCulture)),
            new Claim(ActorClaims.Kind, nameof(ActorKind.Account)),
            new Claim(ActorClaims.Name, NameOf(account)),
            new Claim(ActorClaims.Role, account.Role.ToString()),
            new Claim(ActorClaims.Stamp, account.SecurityStamp ?? ""),
            new Claim(ActorClaims.Session, session.ToString()),
        ], scheme, ActorClaims.Name, ActorClaims.Role));

    /// <summary>What colleagues see: the display name, or the e-mail address of an account without one.</summary>
    public static string NameOf(Account account) => account.DisplayName.Length > 0 ? account.DisplayName : account.Email!;
}

using System.Globalization;
using System.Security.Claims;
using Personalize.Data.Accounts;
using Personalize.Web.Access;

namespace Personalize.Web.Accounts;

/// <summary>What the cookie of a session says of how its owner has proved who they are.</summary>
/// <param name="At">The last time.</param>
/// <param name="Owes">A second factor, before anything else.</param>
internal sealed record SessionProof(DateTimeOffset At, bool Owes);

/// <summary>What a signed-in account carries about itself.</summary>
internal static class AccountClaims
{
    public static ClaimsPrincipal Of(Account account, Guid session, SessionProof proof)
    {
        var identity = new ClaimsIdentity(
            [
                new Claim(ActorClaims.Id, account.Id.ToString(CultureInfo.InvariantCulture)),
                new Claim(ActorClaims.Kind, nameof(ActorKind.Account)),
                new Claim(ActorClaims.Name, NameOf(account)),
                new Claim(ActorClaims.Role, account.Role.ToString()),
                new Claim(ActorClaims.Stamp, SessionMark.Of(account.SecurityStamp, session)),
                new Claim(ActorClaims.Session, session.ToString()),
                new Claim(ActorClaims.ProvedAt, proof.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ], AccessSchemes.Cookie, ActorClaims.Name, ActorClaims.Role);
        if (proof.Owes)
            identity.AddClaim(new Claim(ActorClaims.Owed, "second-factor"));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>What colleagues see: the display name, or the e-mail address of an account without one.</summary>
    public static string NameOf(Account account) => account.DisplayName.Length > 0 ? account.DisplayName : account.Email!;
}

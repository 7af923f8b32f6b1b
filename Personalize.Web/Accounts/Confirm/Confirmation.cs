using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.Extensions;
using Personalize.Web.Access;

namespace Personalize.Web.Accounts.Confirm;

/// <summary>
/// What opens further ways in, such as a new passkey, key or account, needs a proof of these last minutes that it is still the
/// same person who sits there. Signing in is one; the page behind <see cref="Path"/> takes another.
/// </summary>
internal sealed class Confirmation(TimeProvider clock)
{
    public const string Path = "/account/confirm";

    /// <summary>How long a proof counts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <param name="back">Where to go afterwards: path and query of our own.</param>
    public static string AddressOf(string back) => Path + new QueryBuilder { { AccessResults.ReturnKey, back } };

    /// <returns>Long ago when the principal does not say.</returns>
    public static SessionProof ProofOf(ClaimsPrincipal principal) => new(
        long.TryParse(principal.FindFirstValue(ActorClaims.ProvedAt), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.UnixEpoch,
        ActorClaims.Owes(principal));

    public bool IsFresh(ClaimsPrincipal principal) => clock.GetUtcNow() - ProofOf(principal).At < Lifetime;
}

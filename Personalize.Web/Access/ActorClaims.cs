using System.Collections.Frozen;
using System.Globalization;
using System.Security.Claims;
using Personalize.Data.Accounts;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Access;

/// <summary>How an actor stands in a claims principal, and back.</summary>
internal static class ActorClaims
{
    /// <summary>Number of the account or key.</summary>
    public const string Id = "sub";
    public const string Kind = "kind";
    public const string Name = "name";
    public const string Role = "role";

    /// <summary>Present once for each right that a key is narrowed to; absent for all rights of the role.</summary>
    public const string Scope = "scope";
    public const string Session = "sid";

    /// <summary>When the person last proved who they are, in seconds since 1970.</summary>
    public const string ProvedAt = "auth_time";

    /// <summary>Present while a second factor is owed: until it is shown, the person may nothing.</summary>
    public const string Owed = "owes";

    /// <summary>Public part of the API key that was shown; absent for accounts.</summary>
    public const string KeyPrefix = "key";

    /// <summary>When the access token that was shown ends, in seconds since 1970; absent for keys and cookies.</summary>
    public const string ExpiresAt = "exp";

    /// <summary>A <see cref="SessionMark"/>: by it a changed password or role ends the session.</summary>
    public const string Stamp = "stamp";

    /// <returns>Null when nobody has proved who they are.</returns>
    public static Actor? ActorOf(ClaimsPrincipal principal, ActionSource source, string? requestId)
    {
        if (principal.Identity?.IsAuthenticated != true
            || !Enum.TryParse<ActorKind>(principal.FindFirstValue(Kind), out var kind)
            || !Enum.TryParse<AccountRole>(principal.FindFirstValue(Role), out var role)
            || !Enum.IsDefined(role)
            || IdOf(principal) is not { } id)
            return null;
        return new Actor(kind, id, RightsOf(principal, role), source, requestId);
    }

    public static int? IdOf(ClaimsPrincipal principal) =>
        int.TryParse(principal.FindFirstValue(Id), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    public static bool Owes(ClaimsPrincipal principal) => principal.HasClaim(claim => claim.Type == Owed);

    /// <summary>Whether both are the same account or key.</summary>
    public static bool IsSame(ClaimsPrincipal one, ClaimsPrincipal other) =>
        IdOf(one) == IdOf(other) && one.FindFirstValue(Kind) == other.FindFirstValue(Kind);

    public static Guid? SessionOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(Session), out var session) ? session : null;

    /// <summary>Who sent this request; only where a right was required, so that there is somebody.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static Actor Actor(this HttpContext context) =>
        ActorOf(
            context.User,
            AccessSchemes.IsForPrograms(context.Request.Path) ? ActionSource.Api : ActionSource.Page,
            ProblemDefaults.TraceOf(context))
        ?? throw new InvalidOperationException("This route lets in people who have not signed in, and then asks who they are.");

    private static IReadOnlySet<Right> RightsOf(ClaimsPrincipal principal, AccountRole role)
    {
        if (Owes(principal))
            return FrozenSet<Right>.Empty;
        var ofRole = RoleRights.Of(role);
        var scopes = principal.FindAll(Scope).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        return scopes.Count == 0 ? ofRole : ofRole.Where(right => scopes.Contains(right.ToString())).ToHashSet();
    }
}

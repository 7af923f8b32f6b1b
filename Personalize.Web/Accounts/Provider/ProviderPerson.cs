using System.Security.Claims;
using System.Text;
using Personalize.Data.Accounts;
using Personalize.Web.Accounts.Administration;

namespace Personalize.Web.Accounts.Provider;

/// <summary>Somebody as the provider knows them.</summary>
/// <param name="Subject">Never given to somebody else, so it, and nothing else, is who they are.</param>
/// <param name="VerifiedEmail">Null unless the provider says that it is theirs.</param>
/// <param name="Name">Empty for none.</param>
/// <param name="Role">The highest of the roles mapped here; null for none.</param>
internal sealed record ProviderPerson(string Subject, string? VerifiedEmail, string Name, AccountRole? Role)
{
    private const int SubjectMaxLength = 255;

    /// <returns>Null when the subject is none that can be kept.</returns>
    public static ProviderPerson? From(ClaimsPrincipal claims, ProviderOptions options)
    {
        var subject = claims.FindFirstValue("sub");
        return subject is { Length: > 0 and <= SubjectMaxLength } && !subject.Any(char.IsControl)
            ? new ProviderPerson(subject, EmailIn(claims), NameIn(claims), RoleIn(claims, options))
            : null;
    }

    // In ASCII only: beyond it, two addresses may differ and still be one in capitals.
    private static string? EmailIn(ClaimsPrincipal claims) =>
        claims.FindFirstValue("email") is { } email
        && string.Equals(claims.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase)
        && Ascii.IsValid(email) && AccountRules.EmailFault(email) is null
            ? email
            : null;

    private static string NameIn(ClaimsPrincipal claims) =>
        claims.FindFirstValue("name")?.Trim() is { } name && AccountRules.NameFault(name) is null ? name : "";

    private static AccountRole? RoleIn(ClaimsPrincipal claims, ProviderOptions options)
    {
        if (options.RoleClaim is null)
            return null;
        var values = claims.FindAll(options.RoleClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        return options.Roles.Given().Where(pair => values.Contains(pair.Value)).Select(pair => (AccountRole?)pair.Role).FirstOrDefault();
    }
}

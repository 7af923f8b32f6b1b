using Microsoft.AspNetCore.Identity;

namespace Personalize.Web.Access;

/// <summary>The ways of proving who one is.</summary>
internal static class AccessSchemes
{
    /// <summary>A signed-in browser. Not accepted by the API, so that no other site's page can ride on it.</summary>
    public static readonly string Cookie = IdentityConstants.ApplicationScheme;

    public const string ApiKey = "ApiKey";

    /// <summary>A short-lived access token of ours.</summary>
    public const string Bearer = "Bearer";

    /// <summary>Decides by the address and the Authorization header which of the others is asked.</summary>
    public const string ByRequest = "ByRequest";

    private static readonly PathString[] ForPrograms = ["/api", "/upload"];

    // Asked by our own pages with their cookie, and by programs with their key.
    private static readonly PathString[] ForBoth = ["/openapi", "/hubs"];

    public static bool IsForPrograms(PathString path) =>
        Array.Exists(ForPrograms, root => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a key or an access token is looked at there, and not a cookie.</summary>
    public static bool TakesTokens(HttpRequest request) => IsForPrograms(request.Path) || (request.Headers.Authorization.Count > 0 && IsForBoth(request.Path));

    private static bool IsForBoth(PathString path) =>
        Array.Exists(ForBoth, root => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));
}

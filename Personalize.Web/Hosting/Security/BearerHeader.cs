namespace Personalize.Web.Hosting.Security;

/// <summary>The header by which programs say who they are (RFC 6750).</summary>
internal static class BearerHeader
{
    private const string Scheme = "Bearer ";

    /// <returns>What stands behind the scheme, whose letters may be of any case; null when the header is not there, or another.</returns>
    public static string? Read(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].TrimStart(' ')
            : null;
}

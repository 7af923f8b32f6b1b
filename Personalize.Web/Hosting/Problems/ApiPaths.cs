namespace Personalize.Web.Hosting.Problems;

/// <summary>Which addresses are for programs, and so answer failures with problem details instead of a page.</summary>
internal static class ApiPaths
{
    private static readonly PathString[] Roots = ["/api", "/upload", "/import/upload", "/healthz", "/openapi"];

    public static bool Covers(PathString path) => Array.Exists(Roots, root => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));
}

using System.Reflection;

namespace Personalize.Web.Health.Figures;

/// <summary>Which build this is.</summary>
internal static class BuildVersion
{
    /// <summary>"0.1.0" or "0.1.0+abcdef0123": the version, and the commit where the build knew it.</summary>
    public static string Text { get; } = Shorten(
        typeof(BuildVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");

    private static string Shorten(string version)
    {
        const int commitLength = 10;
        var plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 || version.Length <= plus + 1 + commitLength ? version : version[..(plus + 1 + commitLength)];
    }
}

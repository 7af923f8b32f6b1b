using Personalize.Web.Hosting.Security;

namespace Personalize.Tests.Support;

/// <summary>What a server outside Development seals its keys with; one for the whole run.</summary>
internal static class TestCertificate
{
    private static readonly Lazy<string> Made = new(Make);

    public static string Path => Made.Value;

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("personalize-test-certificate-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var path = System.IO.Path.Combine(folder, "keys.pfx");
        KeyCertificate.Create(path, TimeProvider.System.GetUtcNow());
        return path;
    }
}

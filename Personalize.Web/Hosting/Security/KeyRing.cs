using Microsoft.AspNetCore.DataProtection;

namespace Personalize.Web.Hosting.Security;

/// <summary>Where the keys of cookies, cursors and sealed rows live, and what seals them.</summary>
internal static class KeyRing
{
    /// <summary>In the data folder.</summary>
    public const string FolderName = "keys";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <exception cref="Settings.SettingsException">Outside Development without a certificate.</exception>
    public static IServiceCollection AddKeyRing(
        this IServiceCollection services, string dataFolder, SecurityOptions options, IHostEnvironment environment)
    {
        var folder = Directory.CreateDirectory(Path.Combine(dataFolder, FolderName));
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode = OwnerOnly;
        var keys = services.AddDataProtection().SetApplicationName("Personalize").PersistKeysToFileSystem(folder);
        if (!environment.IsDevelopment() || options.KeyCertificate is not null)
        {
            var certificate = KeyCertificate.Load(options);
            keys.ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
        }

        return services;
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Security;

/// <summary>The certificate that seals the key ring at rest. It is kept apart from the data, so that a copy of these alone opens nothing.</summary>
internal static class KeyCertificate
{
    public const string CreateCommand = "--create-key-certificate";

    private const string PathKey = SecurityOptions.Section + ":" + nameof(SecurityOptions.KeyCertificate);
    private const string PasswordKey = SecurityOptions.Section + ":" + nameof(SecurityOptions.KeyCertificatePasswordFile);
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int KeyBits = 3072;
    private const int Years = 20;

    /// <exception cref="SettingsException">None is given, or it cannot be used.</exception>
    public static X509Certificate2 Load(SecurityOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.KeyCertificate))
        {
            throw new SettingsException(
                $"Setting '{PathKey}' is missing. Outside Development the keys of cookies and tokens are sealed with a certificate. "
                + $"Make one with {CreateCommand} PATH, keep it apart from the data, and give its path in this setting.");
        }

        var certificate = Read(options.KeyCertificate, PasswordOf(options));
        if (certificate.GetRSAPrivateKey() is not null)
            return certificate;
        certificate.Dispose();
        throw new SettingsException($"Setting '{PathKey}' points to '{options.KeyCertificate}', which holds no RSA private key.");
    }

    /// <summary>Writes a new one that only its owner may read.</summary>
    /// <exception cref="SettingsException">The file is there already, or cannot be written.</exception>
    public static void Create(string path, DateTimeOffset now)
    {
        using var key = RSA.Create(KeyBits);
        var request = new CertificateRequest("CN=Personalize key ring", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            using var file = new FileStream(path, options);
            file.Write(certificate.Export(X509ContentType.Pkcs12));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"'{CreateCommand} {path}': {refused.Message} A file that is there already is never replaced.", refused);
        }
    }

    private static X509Certificate2 Read(string path, string? password)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(path, password);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingsException(
                $"Setting '{PathKey}' points to '{path}', which cannot be opened as a PFX file; a password belongs into the file named by '{PasswordKey}'.",
                wrong);
        }
    }

    private static string? PasswordOf(SecurityOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.KeyCertificatePasswordFile))
            return null;
        try
        {
            return File.ReadAllText(options.KeyCertificatePasswordFile).TrimEnd('\r', '\n');
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"Setting '{PasswordKey}' points to '{options.KeyCertificatePasswordFile}', which cannot be read: {missing.Message}", missing);
        }
    }
}

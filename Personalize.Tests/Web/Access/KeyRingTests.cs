using Microsoft.AspNetCore.DataProtection;
using Personalize.Tests.Support;
using Personalize.Web.Hosting.Security;
using Personalize.Web.Hosting.Settings;
using Personalize.Web.Hosting.Start;

namespace Personalize.Tests.Web.Access;

public sealed class KeyRingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("personalize-test-keys-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task In_production_the_stored_keys_are_sealed()
    {
        await using var app = new PersonalizeApp { Environment = "Production" };
        Assert.NotEmpty(app.Get<IDataProtectionProvider>().CreateProtector("test").Protect("text"));

        var files = Directory.GetFiles(Path.Combine(app.DataFolder, "keys"), "key-*.xml");
        Assert.NotEmpty(files);
        foreach (var text in files.Select(File.ReadAllText))
        {
            Assert.Contains("EncryptedData", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<masterKey", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_folder_of_the_keys_is_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights on folders.");
        await using var app = new PersonalizeApp();
        app.Get<IDataProtectionProvider>();

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(Path.Combine(app.DataFolder, "keys")).UnixFileMode);
    }

    [Fact]
    public void In_production_the_server_does_not_start_without_a_certificate_and_says_how_to_make_one()
    {
        var refused = Assert.Throws<SettingsException>(() => KeyCertificate.Load(new SecurityOptions()));

        Assert.Contains("--create-key-certificate", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'Personalize:Security:KeyCertificate'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_writes_a_certificate_that_only_its_owner_may_read_and_replaces_none()
    {
        var path = Path.Combine(_folder, "keys.pfx");
        Assert.True(Errands.RunAlone(Commands.From(["--create-key-certificate", path]).Errand));

        using var certificate = KeyCertificate.Load(new SecurityOptions { KeyCertificate = path });
        Assert.True(certificate.HasPrivateKey);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        var before = File.ReadAllBytes(path);
        Assert.Throws<SettingsException>(() => KeyCertificate.Create(path, TimeProvider.System.GetUtcNow()));
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("absent.pfx", null)]
    [InlineData("rubbish.pfx", null)]
    [InlineData("rubbish.pfx", "absent.txt")]
    public void A_certificate_that_cannot_be_used_is_named(string file, string? passwordFile)
    {
        File.WriteAllText(Path.Combine(_folder, "rubbish.pfx"), "rubbish");

        var refused = Assert.Throws<SettingsException>(() => KeyCertificate.Load(new SecurityOptions
        {
            KeyCertificate = Path.Combine(_folder, file),
            KeyCertificatePasswordFile = passwordFile is null ? null : Path.Combine(_folder, passwordFile),
        }));

        Assert.Contains(passwordFile ?? file, refused.Message, StringComparison.Ordinal);
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Personalize.Web.Hosting.Security;

/// <summary>Bound from <c>Personalize:Security</c>.</summary>
public sealed class SecurityOptions
{
    public const string Section = "Personalize:Security";

    /// <summary>
    /// Path of the PFX file whose certificate seals the keys of cookies and tokens. Needed outside Development; the command
    /// <c>--create-key-certificate PATH</c> makes one.
    /// </summary>
    [MinLength(1)]
    public string? KeyCertificate { get; set; }

    /// <summary>Path of a file that holds the PFX file's password; null when it has none.</summary>
    [MinLength(1)]
    public string? KeyCertificatePasswordFile { get; set; }
}

[OptionsValidator]
internal sealed partial class SecurityOptionsValidator : IValidateOptions<SecurityOptions>;

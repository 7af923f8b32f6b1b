using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Personalize.Web.Hosting.Security;

/// <summary>Bound from <c>Personalize:Security</c>.</summary>
public sealed class SecurityOptions
{
    public const string Section = "Personalize:Security";

    // Use is written down once a minute, so that less would end sessions that are used.
    private const int ShortestIdle = 5;
    private const int LongestIdle = 12 * 60;

    /// <summary>
    /// Path of the PFX file whose certificate seals the keys of cookies and tokens. Needed outside Development; the command
    /// <c>--create-key-certificate PATH</c> makes one.
    /// </summary>
    [MinLength(1)]
    public string? KeyCertificate { get; set; }

    /// <summary>Path of a file that holds the PFX file's password; null when it has none.</summary>
    [MinLength(1)]
    public string? KeyCertificatePasswordFile { get; set; }

    /// <summary>
    /// Admins reach nothing before they have shown a second factor, an app's code or a passkey. Default: on outside Development.
    /// </summary>
    public bool? AdminsNeedSecondFactor { get; set; }

    /// <summary>
    /// How long a browser stays signed in while nobody does anything, in minutes; what a page draws by itself does not count.
    /// At most 12 hours, after which every session ends. Default 30.
    /// </summary>
    [Range(ShortestIdle, LongestIdle)]
    public int IdleMinutes { get; set; } = 30;

    /// <summary>
    /// The same for Operators, who change nothing and see personal fields masked: a screen on the wall is signed in as one, and
    /// may need the whole 12 hours. Default 30.
    /// </summary>
    [Range(ShortestIdle, LongestIdle)]
    public int OperatorIdleMinutes { get; set; } = 30;
}

[OptionsValidator]
internal sealed partial class SecurityOptionsValidator : IValidateOptions<SecurityOptions>;

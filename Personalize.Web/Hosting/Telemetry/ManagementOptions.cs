using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Personalize.Web.Hosting.Telemetry;

/// <summary>Bound from <c>Personalize:Management</c>: a second door for supervisors, behind which are metrics and probes and nothing else.</summary>
public sealed class ManagementOptions
{
    public const string Section = "Personalize:Management";

    /// <summary>Where it listens. Default none: it is closed.</summary>
    [Range(1, 65_535)]
    public int? Port { get; set; }

    /// <summary>
    /// Address of the network interface. Nobody is asked who they are there, so the default is this machine alone: <c>127.0.0.1</c>.
    /// </summary>
    [Required, MinLength(1)]
    public string Address { get; set; } = "127.0.0.1";

    /// <returns>Null while it is closed.</returns>
    internal string? Url => Port is { } port ? new UriBuilder(Uri.UriSchemeHttp, Address, port).Uri.GetLeftPart(UriPartial.Authority) : null;
}

[OptionsValidator]
internal sealed partial class ManagementOptionsValidator : IValidateOptions<ManagementOptions>;

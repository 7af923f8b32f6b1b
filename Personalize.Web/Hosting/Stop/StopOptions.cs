using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Personalize.Web.Hosting.Stop;

/// <summary>Bound from <c>Personalize:Stop</c>.</summary>
public sealed class StopOptions
{
    public const string Section = "Personalize:Stop";

    /// <summary>
    /// Seconds between the first sign, when the server says that it is not ready, and the end of its work: the time in which
    /// what stands in front of it sends callers elsewhere. Default: 3, in Development 0.
    /// </summary>
    [Range(0, 300)]
    public int? NoticeSeconds { get; set; }
}

[OptionsValidator]
internal sealed partial class StopOptionsValidator : IValidateOptions<StopOptions>;

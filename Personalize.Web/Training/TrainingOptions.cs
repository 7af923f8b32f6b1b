using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Personalize.Web.Training;

/// <summary>Bound from <c>Personalize:Training</c>.</summary>
public sealed class TrainingOptions
{
    public const string Section = "Personalize:Training";

    /// <summary>
    /// Space for model files that once served, beside the newest five and the one that serves: a list can be made again as long
    /// as the file of its models is there. Default 1,000.
    /// </summary>
    [Range(0, 1_000_000)]
    public int ReplayMegabytes { get; set; } = 1000;
}

[OptionsValidator]
internal sealed partial class TrainingOptionsValidator : IValidateOptions<TrainingOptions>;

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Personalize.Web.Import;

/// <summary>Bound from <c>Personalize:Import</c>.</summary>
public sealed class ImportOptions
{
    public const string Section = "Personalize:Import";

    /// <summary>Imports waiting or running at once; further uploads are asked to come again. Default 5.</summary>
    [Range(1, 100)]
    public int MaxQueued { get; set; } = 5;

    /// <summary>Largest file in megabytes (10⁶ bytes). Default 100.</summary>
    [Range(1, 1000)]
    public int MaxFileMegabytes { get; set; } = 100;
}

[OptionsValidator]
internal sealed partial class ImportOptionsValidator : IValidateOptions<ImportOptions>;

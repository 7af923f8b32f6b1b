using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Personalize.Data;

namespace Personalize.Web.Hosting;

/// <summary>The host's own settings, bound from <c>Personalize</c>.</summary>
public sealed class PersonalizeOptions
{
    public const string Section = "Personalize";

    /// <summary>Default <see cref="DatabaseKind.Sqlite"/>.</summary>
    public DatabaseKind Database { get; set; } = DatabaseKind.Sqlite;

    /// <summary>Where the SQLite file, models and uploads live; relative to the content root. Default <c>data</c>.</summary>
    [Required, MinLength(1)]
    public string DataFolder { get; set; } = "data";

    /// <summary>
    /// Addresses and networks of the proxies in front of the server, separated by commas: only they may say who the caller is.
    /// Default none.
    /// </summary>
    public string Proxies { get; set; } = "";

    [Required]
    public DemoOptions Demo { get; set; } = new();
}

/// <summary>Bound from <c>Personalize:Demo</c>.</summary>
public sealed class DemoOptions
{
    /// <summary>Fill an empty database with generated customers, items and activities. Default: on in Development only.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Start the traffic simulator with the server. Default: on in Development only.</summary>
    public bool? Simulator { get; set; }
}

[OptionsValidator]
internal sealed partial class PersonalizeOptionsValidator : IValidateOptions<PersonalizeOptions>;

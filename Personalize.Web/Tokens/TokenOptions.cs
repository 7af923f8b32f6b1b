using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Personalize.Web.Tokens;

/// <summary>Bound from <c>Personalize:Tokens</c>: who our access tokens are by and for. Both are compared letter by letter.</summary>
public sealed class TokenOptions
{
    public const string Section = "Personalize:Tokens";

    /// <summary>Default <c>personalize</c>. Servers that share a database should share it.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public string Issuer { get; set; } = "personalize";

    /// <summary>Default <c>personalize-api</c>.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public string Audience { get; set; } = "personalize-api";
}

[OptionsValidator]
internal sealed partial class TokenOptionsValidator : IValidateOptions<TokenOptions>;

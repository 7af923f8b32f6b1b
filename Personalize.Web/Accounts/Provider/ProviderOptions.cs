using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Personalize.Data.Accounts;

namespace Personalize.Web.Accounts.Provider;

/// <summary>
/// Bound from <c>Personalize:OpenIdConnect</c>: an outside provider that says who somebody is. Whom it lets in here is decided
/// here. Off while there is no <see cref="Authority"/>.
/// </summary>
public sealed class ProviderOptions
{
    public const string Section = "Personalize:OpenIdConnect";

    /// <summary>Address of the provider, without <c>/.well-known/openid-configuration</c>. Default none: no such sign-in.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? Authority { get; set; }

    /// <summary>What the provider calls itself, letter by letter. Default the same as <see cref="Authority"/>.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? Issuer { get; set; }

    /// <summary>What the provider calls us.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? ClientId { get; set; }

    /// <summary>From the environment only; settings files and command lines are read by too many.</summary>
    [StringLength(1000, MinimumLength = 1)]
    public string? ClientSecret { get; set; }

    /// <summary>Path of a file that holds the secret instead.</summary>
    [MinLength(1)]
    public string? ClientSecretFile { get; set; }

    /// <summary>Stands on the button after "Sign in with". Default <c>single sign-on</c>.</summary>
    [Required, StringLength(60, MinimumLength = 1)]
    public string DisplayName { get; set; } = "single sign-on";

    /// <summary>What is asked for, separated by spaces. Default <c>openid profile email</c>.</summary>
    [Required, MinLength(1)]
    public string Scopes { get; set; } = "openid profile email";

    /// <summary>
    /// A first sign-in links itself to the account with the same e-mail address, if the provider says that it has verified it.
    /// Default off: the owner links, on the account's page.
    /// </summary>
    public bool LinkByVerifiedEmail { get; set; }

    /// <summary>
    /// Somebody with a verified e-mail address that no account has gets one, if <see cref="Roles"/> knows a role for them.
    /// Default off: an Admin invites.
    /// </summary>
    public bool CreateAccounts { get; set; }

    /// <summary>
    /// The claim of the ID token that <see cref="Roles"/> look at, such as <c>groups</c>. With it the provider decides the role at
    /// each sign-in, and lets in nobody without one. Default none: Admins decide here.
    /// </summary>
    [StringLength(200, MinimumLength = 1)]
    public string? RoleClaim { get; set; }

    [Required, ValidateObjectMembers]
    public ProviderRoles Roles { get; set; } = new();

    internal string ExpectedIssuer => Issuer ?? Authority!;
}

/// <summary>Bound from <c>Personalize:OpenIdConnect:Roles</c>: for each role the value of the claim that gives it. Default none.</summary>
public sealed class ProviderRoles
{
    [StringLength(1000, MinimumLength = 1)]
    public string? Admin { get; set; }

    [StringLength(1000, MinimumLength = 1)]
    public string? Analyst { get; set; }

    [StringLength(1000, MinimumLength = 1)]
    public string? Operator { get; set; }

    /// <summary>Most rights first.</summary>
    internal IEnumerable<(AccountRole Role, string Value)> Given() =>
        new (AccountRole Role, string? Value)[] { (AccountRole.Admin, Admin), (AccountRole.Analyst, Analyst), (AccountRole.Operator, Operator) }
            .Where(pair => pair.Value is not null)
            .Select(pair => (pair.Role, pair.Value!));
}

[OptionsValidator]
internal sealed partial class ProviderOptionsValidator : IValidateOptions<ProviderOptions>;

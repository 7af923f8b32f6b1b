using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Personalize.Web.Accounts.Provider;

/// <summary>Takes metadata only from the provider that is configured: whoever else answers at its address speaks for nobody.</summary>
internal sealed partial class ProviderMetadata(string issuer, IHostEnvironment environment, ILogger<ProviderMetadata> log)
    : IConfigurationValidator<OpenIdConnectConfiguration>
{
    private const string Pkce = "S256";
    private const int LongestName = 200;

    public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration)
    {
        // Logged here, because the framework takes the text for something personal and hides it.
        var fault = FaultOf(configuration);
        if (fault is not null)
            LogNotTrusted(fault);
        return new ConfigurationValidationResult { Succeeded = fault is null, ErrorMessage = fault };
    }

    private string? FaultOf(OpenIdConnectConfiguration found)
    {
        if (found.Issuer != issuer)
        {
            return $"It calls itself {Shown(found.Issuer)}, expected was '{issuer}'. If this is the right provider, set "
                + $"'{ProviderOptions.Section}:{nameof(ProviderOptions.Issuer)}' to what it calls itself.";
        }

        if (!IsUsable(found.AuthorizationEndpoint) || !IsUsable(found.TokenEndpoint))
            return "It names no address for authorization or for tokens, or one without encryption.";
        if (found.SigningKeys.Count == 0)
            return "It names no key that ID tokens could be signed with.";
        return found.CodeChallengeMethodsSupported is { Count: > 0 } methods && !methods.Contains(Pkce)
            ? $"It does not support PKCE with {Pkce}, so a stolen code could be used by others."
            : null;
    }

    // It is whoever answered who wrote it.
    private static string Shown(string? name) =>
        name is { Length: > 0 and <= LongestName } && name.All(letter => letter is > ' ' and <= '~') ? $"'{name}'" : "something that is no address";

    private bool IsUsable(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttps || (environment.IsDevelopment() && parsed.Scheme == Uri.UriSchemeHttp));

    [LoggerMessage(822, LogLevel.Error, "The sign-in provider's metadata are not trusted. {Fault}")]
    private partial void LogNotTrusted(string fault);
}

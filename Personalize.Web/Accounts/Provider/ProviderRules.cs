using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Options;

namespace Personalize.Web.Accounts.Provider;

/// <summary>What the settings of the provider must be together. Wrong ones stop the start, each with its remedy.</summary>
internal sealed class ProviderRules(IConfiguration configuration, IHostEnvironment environment) : IValidateOptions<ProviderOptions>
{
    public ValidateOptionsResult Validate(string? name, ProviderOptions options)
    {
        var faults = (options.Authority is null ? FaultsWhileOff() : FaultsWhileOn(options)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    // Somebody believes that it is on.
    private IEnumerable<string> FaultsWhileOff() => configuration.GetSection(ProviderOptions.Section).GetChildren()
        .Take(1)
        .Select(child => $"Setting '{child.Path}' is there, but '{Key(nameof(ProviderOptions.Authority))}' is not. Set it to the provider's address, such as "
            + "'https://login.example.org', or remove the section.");

    private IEnumerable<string> FaultsWhileOn(ProviderOptions options) =>
        new[] { AuthorityFault(options.Authority!), ClientFault(options), ScopesFault(options.Scopes) }
            .OfType<string>()
            .Concat(SecretFaults(options))
            .Concat(RoleFaults(options));

    private string? AuthorityFault(string authority)
    {
        var key = Key(nameof(ProviderOptions.Authority));
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || !IsWeb(address) || address.Query.Length + address.Fragment.Length + address.UserInfo.Length > 0)
            return $"Setting '{key}' is '{authority}'. It must be a web address without query, such as 'https://login.example.org'.";
        if (authority.Contains("/.well-known/", StringComparison.OrdinalIgnoreCase))
            return $"Setting '{key}' is '{authority}'. Leave out what begins with '/.well-known/'.";
        return address.Scheme == Uri.UriSchemeHttps || environment.IsDevelopment()
            ? null
            : $"Setting '{key}' is '{authority}'. Outside Development it must be an https address: whoever is on the line could sign in as anybody.";
    }

    private static string? ClientFault(ProviderOptions options) => options.ClientId is null
        ? $"Setting '{Key(nameof(ProviderOptions.ClientId))}' is missing: the name under which the provider knows this server."
        : null;

    private static string? ScopesFault(string scopes) => scopes.Split(' ').Contains("openid", StringComparer.Ordinal)
        ? null
        : $"Setting '{Key(nameof(ProviderOptions.Scopes))}' is '{scopes}'. It must hold 'openid', as in 'openid profile email'.";

    private IEnumerable<string> SecretFaults(ProviderOptions options)
    {
        var (secret, file) = (Key(nameof(ProviderOptions.ClientSecret)), Key(nameof(ProviderOptions.ClientSecretFile)));
        if (options.ClientSecret is null == options.ClientSecretFile is null)
            yield return $"Give the secret that the provider knows this server by, either in the file that '{file}' names, or in the environment variable '{secret.Replace(":", "__", StringComparison.Ordinal)}'.";
        else if (options.ClientSecret is not null && IsOutsideEnvironment(secret))
            yield return $"Setting '{secret}' comes from a settings file or the command line, where many can read it. Take it out there, and replace the secret; then give it in the environment, or in the file that '{file}' names.";
        else if (options.ClientSecretFile is not null && ProviderSecret.FaultOf(options.ClientSecretFile) is { } fault)
            yield return $"Setting '{file}' points to '{options.ClientSecretFile}', {fault}";
    }

    private static IEnumerable<string> RoleFaults(ProviderOptions options)
    {
        var (claim, roles) = (Key(nameof(ProviderOptions.RoleClaim)), Key(nameof(ProviderOptions.Roles)));
        var given = options.Roles.Given().ToList();
        if (options.RoleClaim is null && given.Count > 0)
            yield return $"'{roles}' has values, but '{claim}' does not say in which claim they stand, such as 'groups'.";
        if (options.RoleClaim is not null && given.Count == 0)
            yield return $"Setting '{claim}' is '{options.RoleClaim}', but no role has a value in '{roles}', so nobody could sign in. Set at least '{roles}:Operator'.";
        if (options.CreateAccounts && options.RoleClaim is null)
            yield return $"Setting '{Key(nameof(ProviderOptions.CreateAccounts))}' needs '{claim}' and '{roles}': a new account must get its role from somewhere.";
        foreach (var twice in given.GroupBy(pair => pair.Value, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"'{roles}' gives '{twice.Key}' to {string.Join(" and ", twice.Select(pair => pair.Role))}. One value means one role.";
    }

    private bool IsOutsideEnvironment(string key) => configuration is IConfigurationRoot { Providers: var sources }
        && sources.Any(source => source is not EnvironmentVariablesConfigurationProvider && source.TryGet(key, out _));

    private static bool IsWeb(Uri address) => address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp;

    private static string Key(string property) => $"{ProviderOptions.Section}:{property}";
}

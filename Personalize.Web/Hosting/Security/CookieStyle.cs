using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.CookiePolicy;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Security;

/// <summary>How all our cookies are named and sent.</summary>
/// <param name="IsStrict">Over secure connections only, and to this host alone.</param>
internal sealed record CookieStyle(bool IsStrict)
{
    /// <summary>
    /// Strict wherever browsers come by HTTPS. A server that only its own machine reaches, without a certificate, cannot be:
    /// browsers would not take such cookies, and nobody could sign in to try it.
    /// </summary>
    public static CookieStyle In(IConfiguration configuration, IHostEnvironment environment) =>
        new(!environment.IsDevelopment() && ListeningAddresses.AnyEncrypted(configuration));

    public CookieSecurePolicy Security => IsStrict ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>Of the sign-in itself.</summary>
    public string Name => Prefix + "personalize";

    // A browser takes it as a promise: over a secure connection, for this host alone, for all paths.
    private string Prefix => IsStrict ? "__Host-" : "";

    public string NameOf(string purpose) => $"{Name}-{purpose}";
}

internal static class CookieRules
{
    public static IServiceCollection AddCookieRules(this IServiceCollection services, CookieStyle style)
    {
        services.AddSingleton(style);
        services.Configure<CookiePolicyOptions>(policy =>
        {
            policy.Secure = style.Security;
            policy.HttpOnly = HttpOnlyPolicy.Always;
        });

        // Its own "secure" would make it refuse requests of which a proxy keeps to itself that they were encrypted; the policy adds it.
        return services.Configure<AntiforgeryOptions>(antiforgery =>
        {
            antiforgery.Cookie.Name = style.NameOf("form");
            antiforgery.Cookie.Path = "/";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.None;
        });
    }
}

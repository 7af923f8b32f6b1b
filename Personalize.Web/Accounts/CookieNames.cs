namespace Personalize.Web.Accounts;

/// <summary>Outside development a browser promises to keep our cookies to this host and to secure connections.</summary>
internal static class CookieNames
{
    public static string For(string purpose, IHostEnvironment environment) =>
        environment.IsDevelopment() ? $"personalize-{purpose}" : $"__Host-personalize-{purpose}";

    public static CookieSecurePolicy SecurityIn(IHostEnvironment environment) =>
        environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
}

namespace Personalize.Web.Accounts.SignIn;

/// <summary>Browser and system in words, as its owner would say them. The header is anybody's text, so none of it is kept.</summary>
internal static class DeviceName
{
    // Each browser names those before it too, so the order decides.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static string Of(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return (Find(Browsers, agent), Find(Systems, agent)) switch
        {
            (null, null) => "Unknown browser",
            ({ } browser, null) => browser,
            (null, { } system) => $"Browser on {system}",
            var (browser, system) => $"{browser} on {system}",
        };
    }

    private static string? Find((string Mark, string Name)[] names, string agent) =>
        Array.Find(names, name => agent.Contains(name.Mark, StringComparison.Ordinal)).Name;
}

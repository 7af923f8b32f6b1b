using System.Net;

namespace Personalize.Web.Hosting.Settings;

/// <summary>
/// Until there are accounts, whoever reaches the port may read and erase every customer. So the server listens to its own
/// machine only, and refuses to start otherwise.
/// </summary>
internal static class LoopbackAddresses
{
    public const string Default = "http://localhost:5080";

    /// <exception cref="SettingsException">An address that other machines could reach is configured.</exception>
    public static void Require(IConfiguration configuration)
    {
        foreach (var (key, address) in Configured(configuration))
        {
            if (!IsLoopback(address))
            {
                throw new SettingsException(
                    $"Setting '{key}' asks to listen on '{address}', which other machines may reach. There are no accounts yet, "
                    + $"so the server answers its own machine only: use {Default}, or 127.0.0.1 or [::1] with any port.");
            }
        }
    }

    public static IEnumerable<string> Of(IConfiguration configuration) =>
        Configured(configuration).Select(setting => setting.Address).DefaultIfEmpty(Default);

    public static bool AnyConfigured(IConfiguration configuration) => Configured(configuration).Any();

    private static IEnumerable<(string Key, string Address)> Configured(IConfiguration configuration)
    {
        foreach (var address in Parts(configuration[WebHostDefaults.ServerUrlsKey]))
            yield return (WebHostDefaults.ServerUrlsKey, address);
        foreach (var key in (string[])[WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey])
        {
            // A port alone means every network interface.
            foreach (var port in Parts(configuration[key]))
                yield return (key, "http://*:" + port);
        }

        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            if (endpoint["Url"] is { } address)
                yield return (endpoint.Path + ":Url", address);
        }
    }

    private static string[] Parts(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool IsLoopback(string address)
    {
        BindingAddress parsed;
        try
        {
            parsed = BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            return false;
        }

        return parsed.IsUnixPipe
            || parsed.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(parsed.Host, out var ip) && IPAddress.IsLoopback(ip));
    }
}

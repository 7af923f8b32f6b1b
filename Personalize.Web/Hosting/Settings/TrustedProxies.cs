using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Personalize.Web.Hosting.Settings;

/// <summary>The proxies in front of the server. Only they may say who the real caller is and whether the line was encrypted.</summary>
internal sealed record TrustedProxies(IReadOnlyList<IPAddress> Addresses, IReadOnlyList<IPNetwork> Networks)
{
    public const string Key = PersonalizeOptions.Section + ":" + nameof(PersonalizeOptions.Proxies);

    public bool Any => Addresses.Count > 0 || Networks.Count > 0;

    /// <exception cref="SettingsException">A part is neither an address nor a network, or is everybody.</exception>
    public static TrustedProxies Parse(string? list)
    {
        List<IPAddress> addresses = [];
        List<IPNetwork> networks = [];
        foreach (var part in (list ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(part, out var network) && network.PrefixLength > 0)
                networks.Add(network);
            else if (IPAddress.TryParse(part, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
                addresses.Add(address);
            else
                throw new SettingsException($"Setting '{Key}' holds '{part}'. Name addresses or networks, separated by commas: '10.0.0.5, 172.16.0.0/12'.");
        }

        return new(addresses, networks);
    }

    public static IApplicationBuilder Use(WebApplication app)
    {
        var proxies = Parse(app.Configuration[Key]);
        if (!proxies.Any)
            return app;
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null, // as many as are named
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var address in proxies.Addresses)
            forwarded.KnownProxies.Add(address);
        foreach (var network in proxies.Networks)
            forwarded.KnownIPNetworks.Add(network);
        return app.UseForwardedHeaders(forwarded);
    }
}

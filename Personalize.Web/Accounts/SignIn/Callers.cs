using System.Net;
using System.Net.Sockets;

namespace Personalize.Web.Accounts.SignIn;

/// <summary>What a request says about where it comes from.</summary>
internal static class Callers
{
    private const string Unknown = "unknown";
    private const int OwnedBits = 64;
    private const int AreaBits = 24;
    private const int AreaBits6 = 48;

    public static string AddressOf(HttpContext context) => Plain(context)?.ToString() ?? Unknown;

    /// <summary>What one caller may change at will counts as one: IPv6 customers own a whole /64.</summary>
    public static string NetworkOf(HttpContext context) => Plain(context) switch
    {
        null => Unknown,
        { AddressFamily: AddressFamily.InterNetworkV6 } address => Prefix(address, OwnedBits),
        var address => address.ToString(),
    };

    /// <summary>
    /// Where an address or network lies, too coarse to name a person: for records that are kept. IPv4 to 24 bits, IPv6 to 48.
    /// </summary>
    public static string AreaOf(string network) => !IPAddress.TryParse(network.Split('/')[0], out var address)
        ? Unknown
        : Prefix(address, address.AddressFamily == AddressFamily.InterNetworkV6 ? AreaBits6 : AreaBits);

    private static IPAddress? Plain(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6 } address => new IPAddress(address.GetAddressBytes()), // without the zone
        var address => address,
    };

    /// <param name="bits">Whole bytes of them.</param>
    private static string Prefix(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(bits / 8).Clear();
        return $"{new IPAddress(bytes)}/{bits}";
    }
}

using System.Net;
using System.Net.Sockets;

namespace Personalize.Web.Accounts.SignIn;

/// <summary>What a request says about where it comes from.</summary>
internal static class Callers
{
    private const string Unknown = "unknown";
    private const int OwnedBits = 64;

    public static string AddressOf(HttpContext context) => Plain(context)?.ToString() ?? Unknown;

    /// <summary>What one caller may change at will counts as one: IPv6 customers own a whole /64.</summary>
    public static string NetworkOf(HttpContext context) => Plain(context) switch
    {
        null => Unknown,
        { AddressFamily: AddressFamily.InterNetworkV6 } address => Prefix(address),
        var address => address.ToString(),
    };

    private static IPAddress? Plain(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6 } address => new IPAddress(address.GetAddressBytes()), // without the zone
        var address => address,
    };

    private static string Prefix(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(OwnedBits / 8).Clear();
        return $"{new IPAddress(bytes)}/{OwnedBits}";
    }
}

namespace Personalize.Benchmarks.Load;

/// <summary>The address of a socket of a server whose pages are at another scheme.</summary>
internal static class SocketAddress
{
    public static Uri Of(Uri root, string path) =>
        new UriBuilder(new Uri(root, path)) { Scheme = root.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs }.Uri;
}

using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Personalize.Benchmarks.Read;

/// <summary>One kept connection that writes requests and skips bodies: it is to cost the machine less than what it measures.</summary>
internal sealed class GetConnection : IDisposable
{
    private static readonly byte[] Good = "HTTP/1.1 200 "u8.ToArray();
    private static readonly byte[] Length = "Content-Length: "u8.ToArray();

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[256 * 1024];
    private readonly string _url;
    private readonly string _rest;
    private readonly bool _isPerUser;

    private GetConnection(Uri url, string key)
    {
        _url = url.PathAndQuery;
        _isPerUser = _url.EndsWith('=');
        _rest = $" HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Bearer {key}\r\n\r\n";
    }

    /// <summary>Answers other than 200.</summary>
    public long Failed { get; private set; }

    public static async Task<GetConnection> OpenAsync(Uri url, string key, CancellationToken cancellation)
    {
        var connection = new GetConnection(url, key);
        await connection._socket.ConnectAsync(url.Host, url.Port, cancellation);
        return connection;
    }

    /// <exception cref="InvalidDataException">The server answered with more than fits, or left.</exception>
    public async Task GetAsync(long user, CancellationToken cancellation)
    {
        var request = Encoding.ASCII.GetBytes(_isPerUser ? string.Create(CultureInfo.InvariantCulture, $"GET {_url}{user}{_rest}") : $"GET {_url}{_rest}");
        await _socket.SendAsync(request, cancellation);
        var filled = 0;
        while (!IsWhole(_answer.AsSpan(0, filled)))
        {
            if (filled == _answer.Length) throw new InvalidDataException($"{_url} was answered with more than {filled} bytes.");
            var got = await _socket.ReceiveAsync(_answer.AsMemory(filled), cancellation);
            if (got == 0) throw new InvalidDataException("The server closed the connection.");
            filled += got;
        }

        if (!_answer.AsSpan().StartsWith(Good)) Failed++;
    }

    public void Dispose() => _socket.Dispose();

    // Kestrel sends no trailers, so the empty chunk is the end.
    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var at = answer[..head].IndexOf(Length);
        if (at < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
        var digits = answer[(at + Length.Length)..];
        return answer.Length == head + 4 + int.Parse(digits[..digits.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}

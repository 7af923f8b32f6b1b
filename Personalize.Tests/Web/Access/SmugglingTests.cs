using System.Net;
using System.Net.Sockets;
using System.Text;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Access;

/// <summary>
/// Requests that something in front of us could end elsewhere than we do, each with a second request hidden behind that end.
/// </summary>
public sealed class SmugglingTests(SmugglingTests.Server server) : IClassFixture<SmugglingTests.Server>
{
    private const string Hidden = "GET /healthz/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private const string Open = "GET /healthz/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static readonly Dictionary<string, string> Heads = new(StringComparer.Ordinal)
    {
        ["length and chunks"] = $"Content-Length: {5 + Hidden.Length}\r\nTransfer-Encoding: chunked\r\n",
        ["chunks and length"] = $"Transfer-Encoding: chunked\r\nContent-Length: {5 + Hidden.Length}\r\n",
        ["two lengths"] = $"Content-Length: 5\r\nContent-Length: {5 + Hidden.Length}\r\n",
        ["two lengths in one line"] = $"Content-Length: 5, {5 + Hidden.Length}\r\n",
        ["length below nothing"] = "Content-Length: -5\r\n",
        ["length in hexadecimal"] = "Content-Length: 0x5\r\n",
        ["chunked is not the last coding"] = "Transfer-Encoding: chunked, identity\r\n",
        ["two codings"] = "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        ["unknown coding"] = "Transfer-Encoding: xchunked\r\n",
        ["blank before the colon"] = "Transfer-Encoding : chunked\r\n",
        ["folded line"] = "Transfer-Encoding:\r\n chunked\r\n",
        ["line feed alone inside a value"] = "X-Any: a\nTransfer-Encoding: chunked\r\n",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Heads.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_request_is_bad_and_nothing_behind_it_is_answered(string name)
    {
        var answers = await SendAsync($"POST /api/auth/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{Heads[name]}\r\n0\r\n\r\n{Hidden}");

        Assert.StartsWith("HTTP/1.1 400 ", answers, StringComparison.Ordinal);
        Assert.Equal(1, CountOf(answers));
    }

    [Fact]
    public async Task Two_honest_requests_in_a_row_are_both_answered() => Assert.Equal(2, CountOf(await SendAsync(Open + Hidden)));

    private async Task<string> SendAsync(string text)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.App.ClientOptions.BaseAddress.Port, Cancel);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), Cancel);

        // The server hangs up after what it refuses, and after the last of what it answers.
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(Cancel);
    }

    private static int CountOf(string answers) => answers.Split("HTTP/1.1 ").Length - 1;

    public sealed class Server : IAsyncDisposable
    {
        public Server()
        {
            App.UseKestrel(0);
            App.StartServer();
        }

        public PersonalizeApp App { get; } = new();

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}

extern alias benchmarks;

using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using benchmarks::Personalize.Benchmarks.Kill;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Tests.Data.Audit;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Kill;

/// <summary>The real server, told to stop while it takes activities.</summary>
public sealed class StopTests : IDisposable
{
    private const int NoticeSeconds = 2;
    private static readonly string[] Customers = ["S1", "S2", "S3"];
    private static readonly byte[] Handshake = [.. """{"protocol":"json","version":1}"""u8, 0x1e];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personalize-stop-");
    private readonly Ledger _ledger = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_server_that_is_told_to_stop_says_so_first_then_ends_its_work_and_keeps_what_it_acknowledged()
    {
        var connection = $"Data Source={Path.Combine(_folder.FullName, "stop.db")};Pooling=False";
        var program = new ServerProgram(typeof(Program).Assembly.Location, [.. SettingsFor(connection)], Path.Combine(_folder.FullName, "keys.pfx"));
        var key = await program.PrepareAsync(Cancellation);
        using var server = program.Start();
        await server.ReadyAsync(key, Cancellation);
        await AddCustomersAsync(server.Http);
        await Until.ReachedAsync(async () => await ReadinessAsync(server.Http) == HttpStatusCode.OK);
        var closing = HubMessagesAsync(server.Http.BaseAddress!, key);
        var sending = new Senders(_ledger, Customers, count: 3, TimeProvider.System).SendUntilGoneAsync(server.Http, seed: 1, Cancellation);
        await _ledger.ReachedAsync(200);

        var ending = server.TerminateAsync(Cancellation);
        await Until.ReachedAsync(async () => await ReadinessAsync(server.Http) == HttpStatusCode.ServiceUnavailable);
        var told = _ledger.Acknowledged.Count;
        await _ledger.ReachedAsync(1);

        Assert.Equal(0, await ending.WaitAsync(TimeSpan.FromSeconds(60), Cancellation));
        await sending;
        Assert.True(_ledger.Acknowledged.Count > told, "Nothing was taken between the notice and the end.");
        Assert.Contains("""{"type":7,"allowReconnect":true}""", await closing, StringComparison.Ordinal);
        await using var services = new ServiceCollection().AddPlainSeal().AddPersonalizeData(DatabaseKind.Sqlite, connection).BuildServiceProvider();
        var audit = new LedgerAudit(_ledger, services.GetRequiredService<IDbContextFactory<PersonalizeDb>>());
        await audit.LookAtAllAsync(Cancellation);
        Assert.Empty(audit.Lost);
        Assert.Empty(audit.Doubled);
        Assert.Empty(audit.Faults);
    }

    private IEnumerable<string> SettingsFor(string connection) =>
    [
        "--Personalize:Database", "Sqlite", "--ConnectionStrings:Personalize", connection, "--Personalize:DataFolder", _folder.FullName,
        "--Personalize:Stop:NoticeSeconds", $"{NoticeSeconds}",
    ];

    private static async Task AddCustomersAsync(HttpClient http)
    {
        foreach (var customer in Customers)
        {
            using var answer = await http.PostAsJsonAsync("api/users", new Dictionary<string, string> { ["customer_id"] = customer }, Cancellation);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static async Task<HttpStatusCode> ReadinessAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("healthz/ready", UriKind.Relative), Cancellation);
        return answer.StatusCode;
    }

    /// <returns>All that a client of the hub is sent.</returns>
    private static async Task<string> HubMessagesAsync(Uri server, string key)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        await socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/hubs/live" }.Uri, Cancellation);
        await socket.SendAsync(Handshake, WebSocketMessageType.Text, endOfMessage: true, Cancellation);
        var (buffer, all) = (new byte[1024], new StringBuilder());
        try
        {
            while (await socket.ReceiveAsync(buffer, Cancellation) is { MessageType: not WebSocketMessageType.Close, Count: var count })
                all.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
        catch (WebSocketException)
        {
            // The process ended before the socket was closed in all form: what counts is what was said before.
        }

        return all.ToString();
    }
}

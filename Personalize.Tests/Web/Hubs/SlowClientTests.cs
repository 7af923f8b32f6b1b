using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data.Accounts;
using Personalize.Data.Customers;
using Personalize.Samples;
using Personalize.Tests.Support;
using Personalize.Web.Hubs;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Hubs;

/// <summary>Clients whose sockets nobody reads.</summary>
public sealed class SlowClientTests
{
    private const int Customers = 50;
    private const char EndOfMessage = '\u001e';
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly Heard<CustomerChange> _changes = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_reads_nothing_is_cut_off_and_others_are_told_meanwhile()
    {
        await using var server = new HubServer(new Dictionary<string, string> { ["Personalize:Hub:SlowClientSeconds"] = "1" }, _clock);
        var customers = new List<string>();
        for (var number = 0; number < Customers; number++) customers.Add(await server.AddCustomerAsync());
        await using var other = await server.ConnectAsync();
        await other.FollowCustomerAsync(customers[0], null, _changes.Take, Cancel);
        var connections = server.App.Get<LiveConnections>();
        using var socket = new ClientWebSocket();
        using var line = new HttpMessageInvoker(SmallBuffers());
        await FollowWithoutReadingAsync(socket, line, server, customers);
        await Until.ReachedAsync(() => connections.All.Any(connection => connection.Following == Customers));
        var slow = connections.All.Single(connection => connection.Following == Customers);

        var ids = await Task.WhenAll(customers.Select(customer => server.App.Get<ICustomerKeys>().FindAsync(customer, Cancel).AsTask()));
        var feed = server.App.Get<ChangeFeed>();
        await Until.ReachedAsync(() => !connections.All.Contains(slow), () =>
        {
            foreach (var id in ids) feed.Publish(new CustomerChanged(id!.Value, Aspects.Profile));
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        });

        var told = _changes.All.Count;
        Assert.True(told > 1, "The other was told nothing while one did not read.");
        feed.Publish(new CustomerChanged(ids[0]!.Value, Aspects.Profile));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _changes.AtLeastAsync(told + 1);
        Assert.Single(connections.All);
    }

    // Little fits between the server and a client with small buffers, so that it shows soon who does not read.
    private static SocketsHttpHandler SmallBuffers() => new()
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4 * 1024 };
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };

    private static async Task FollowWithoutReadingAsync(
        ClientWebSocket socket, HttpMessageInvoker line, HubServer server, IEnumerable<string> customers)
    {
        socket.Options.SetRequestHeader("Authorization", $"Bearer {server.App.KeyOf(AccountRole.Operator)}");
        await socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = LiveHub.Path }.Uri, line, Cancel);
        await SendAsync("""{"protocol":"json","version":1}""");
        foreach (var customer in customers)
            await SendAsync($$"""{"type":1,"target":"SubscribeCustomer","arguments":["{{customer}}",null]}""");

        Task SendAsync(string message) => socket.SendAsync(
            Encoding.UTF8.GetBytes(message + EndOfMessage), WebSocketMessageType.Text, endOfMessage: true, Cancel);
    }
}

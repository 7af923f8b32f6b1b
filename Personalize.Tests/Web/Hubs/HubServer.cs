using System.Globalization;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Accounts;
using Personalize.Data.Activities;
using Personalize.Engine.Interactions;
using Personalize.Samples;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Hubs;

/// <summary>The server on a port of its own, as programs elsewhere reach it.</summary>
internal sealed class HubServer : IAsyncDisposable
{
    public HubServer(
        IReadOnlyDictionary<string, string>? settings = null, TimeProvider? clock = null, Action<IServiceCollection>? configure = null)
    {
        App = new PersonalizeApp { Settings = settings ?? new Dictionary<string, string>(), Clock = clock, Configure = configure };
        App.UseKestrel(0);
        App.StartServer();
        Http = App.CreateClient();
    }

    public PersonalizeApp App { get; }

    /// <summary>A program with the rights of an Admin.</summary>
    public HttpClient Http { get; }

    public Uri Address => App.ClientOptions.BaseAddress;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<LiveClient> ConnectAsync(string? credential = null)
    {
        var key = credential ?? App.KeyOf(AccountRole.Operator);
        var client = new LiveClient(Address, () => Task.FromResult<string?>(key));
        await client.StartAsync(Cancel);
        return client;
    }

    /// <summary>A connected program, and its sockets, which the test may tear.</summary>
    public async Task<(LiveClient Client, OpenedSockets Sockets)> ConnectTearablyAsync()
    {
        var sockets = new OpenedSockets();
        var key = App.KeyOf(AccountRole.Operator);
        var client = new LiveClient(Address, () => Task.FromResult<string?>(key), options => options.WebSocketFactory = async (context, cancellation) =>
        {
            var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
            await socket.ConnectAsync(context.Uri, cancellation);
            sockets.Opened(socket);
            return socket;
        });
        await client.StartAsync(Cancel);
        return (client, sockets);
    }

    public async Task<string> AddCustomerAsync()
    {
        var customer = $"H-{Guid.NewGuid():N}";
        await Http.AddUserAsync(customer);
        return customer;
    }

    /// <returns>Sequence of the stored activity.</returns>
    public async Task<long> SendActivityAsync(string customer)
    {
        var answer = await Http.SendAsync("POST", "/api/activities", $$"""{"customer_id":"{{customer}}","type":"view"}""");
        return (long)answer.Body!["sequence"]!;
    }

    /// <summary>As an import does, which tells of its activities when it is through.</summary>
    public async Task StoreUnannouncedAsync(string customer, int count)
    {
        var id = (await App.Get<ICustomerKeys>().FindAsync(customer, Cancel))!.Value;
        var now = App.Get<TimeProvider>().GetUtcNow();
        await App.Get<IActivityJournal>().AppendAsync(
            [.. Enumerable.Range(0, count).Select(_ => new NewActivity(Guid.NewGuid(), id, null, ActivityKind.View, 1, null, now, now, "test", 0))], Cancel);
    }

    public async Task ChangeAsync(string customer, string json)
    {
        var answer = await Http.SendAsync("PUT", await AddressOfAsync(customer), json);
        Assert.True(answer.Message.IsSuccessStatusCode, answer.Status.ToString());
    }

    public async Task DeleteAsync(string customer)
    {
        var answer = await Http.SendAsync("DELETE", await AddressOfAsync(customer));
        Assert.True(answer.Message.IsSuccessStatusCode, answer.Status.ToString());
    }

    private async Task<string> AddressOfAsync(string customer)
    {
        var id = await App.Get<ICustomerKeys>().FindAsync(customer, Cancel);
        return string.Create(CultureInfo.InvariantCulture, $"/api/users/{id}");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
    }
}

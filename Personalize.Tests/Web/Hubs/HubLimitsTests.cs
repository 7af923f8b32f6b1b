using System.Globalization;
using Microsoft.AspNetCore.SignalR;
using Personalize.Data.Accounts;
using Personalize.Samples;
using Personalize.Tests.Support;
using Personalize.Web.Hubs;

namespace Personalize.Tests.Web.Hubs;

public sealed class HubLimitsTests
{
    private readonly Heard<CustomerChange> _changes = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_follows_so_much_and_no_more()
    {
        await using var server = Limited("Hub:SubscriptionsPerConnection", 2);
        await using var client = await server.ConnectAsync();
        string[] customers = [await server.AddCustomerAsync(), await server.AddCustomerAsync(), await server.AddCustomerAsync()];
        await FollowAsync(client, customers[0]);
        await FollowAsync(client, customers[1]);

        var refused = await Assert.ThrowsAsync<HubException>(() => FollowAsync(client, customers[2]));
        await client.LeaveCustomerAsync(customers[0], Cancel);
        await FollowAsync(client, customers[2]);

        Assert.Contains("too_many_subscriptions: A connection follows at most 2.", refused.Message, StringComparison.Ordinal);
        await _changes.OneAsync(change => change.CustomerId == customers[2]);
    }

    [Fact]
    public async Task One_caller_keeps_so_many_connections_and_others_have_their_own()
    {
        await using var server = Limited("Hub:ConnectionsPerCaller", 1);
        await using var first = await server.ConnectAsync();
        await using var second = await server.ConnectAsync();
        await using var other = await server.ConnectAsync(server.App.KeyOf(AccountRole.Analyst));

        var ended = await second.Ended.WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.Contains("too_many_connections: One caller keeps at most 1", ended!.Message, StringComparison.Ordinal);
        var customer = await server.AddCustomerAsync();
        await FollowAsync(other, customer);
        await _changes.OneAsync(change => change.CustomerId == customer);
        Assert.False(first.Ended.IsCompleted);
    }

    [Fact]
    public async Task All_callers_together_keep_so_many_connections()
    {
        await using var server = Limited("Hub:MostConnections", 1);
        await using var first = await server.ConnectAsync();
        await using var other = await server.ConnectAsync(server.App.KeyOf(AccountRole.Analyst));

        var ended = await other.Ended.WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.Contains("overloaded: The server keeps at most 1 connections.", ended!.Message, StringComparison.Ordinal);
        Assert.False(first.Ended.IsCompleted);
    }

    [Fact]
    public async Task A_place_is_free_again_when_its_connection_has_ended()
    {
        await using var server = Limited("Hub:ConnectionsPerCaller", 1);
        var customer = await server.AddCustomerAsync();
        for (var time = 0; time < 3; time++)
        {
            await using var client = await server.ConnectAsync();
            await FollowAsync(client, customer);
            await _changes.AtLeastAsync(time + 1);
            await client.DisposeAsync();
            await Until.ReachedAsync(() => server.App.Get<LiveConnections>().All.Count == 0);
        }
    }

    [Fact]
    public async Task A_call_longer_than_4_KB_ends_the_connection()
    {
        await using var server = new HubServer();
        await using var client = await server.ConnectAsync();
        var connections = server.App.Get<LiveConnections>();
        await Until.ReachedAsync(() => connections.All.Count == 1);
        var connection = connections.All[0];

        await client.LeaveCustomerAsync(new string('x', 5_000), Cancel);

        await Until.ReachedAsync(() => !connections.All.Contains(connection));
    }

    [Fact]
    public async Task Calls_count_against_the_same_limit_as_requests()
    {
        await using var server = Limited("Limits:ReadsPerMinute", 3);
        await using var client = await server.ConnectAsync();

        var refusals = new List<string>();
        for (var call = 0; call < 3; call++)
            refusals.Add((await Assert.ThrowsAsync<HubException>(() => FollowAsync(client, "nobody"))).Message);

        Assert.All(refusals[..2], refusal => Assert.Contains("not_found", refusal, StringComparison.Ordinal));
        Assert.Contains("too_many_requests: You call more often than one caller may. Wait ", refusals[2], StringComparison.Ordinal);
    }

    private static HubServer Limited(string limit, int most) =>
        new(new Dictionary<string, string> { [$"Personalize:{limit}"] = most.ToString(CultureInfo.InvariantCulture) });

    private Task FollowAsync(LiveClient client, string customer) => client.FollowCustomerAsync(customer, null, _changes.Take, Cancel);
}

using System.Globalization;
using Personalize.Samples;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Hubs;

/// <summary>Whoever comes back goes on where they stopped.</summary>
public sealed class ReconnectTests
{
    private readonly Heard<CustomerChange> _changes = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_whose_connection_is_torn_again_and_again_under_writes_counts_each_activity_once()
    {
        const int writes = 300;
        await using var server = new HubServer();
        var customer = await server.AddCustomerAsync();
        var start = await server.SendActivityAsync(customer);
        var (client, sockets) = await server.ConnectTearablyAsync();
        await using var owned = client;
        await client.FollowCustomerAsync(customer, start, _changes.Take, Cancel);

        var writing = WriteAsync(server, customer, writes);
        while (!writing.IsCompleted)
        {
            // Torn right after it came back, or while it hears live of the writes.
            var opened = sockets.Count;
            var heard = _changes.All.Count + 1 + (opened % 3);
            await Until.ReachedAsync(() => _changes.All.Count >= heard || writing.IsCompleted);
            sockets.TearNewest();
            await Until.ReachedAsync(() => sockets.Count > opened);
        }

        var newest = await writing;
        await _changes.OneAsync(change => change.Position == newest);
        Assert.Equal(writes, _changes.All.Sum(change => change.Activities));
        Assert.DoesNotContain(_changes.All, change => change.Reload);
        Assert.Equal(_changes.All.Select(change => change.Position).Order(), _changes.All.Select(change => change.Position));
        TestContext.Current.TestOutputHelper!.WriteLine($"{writes} activities, {sockets.Count} connections, {_changes.All.Count} messages.");
    }

    [Fact]
    public async Task What_was_stored_while_nobody_was_there_is_told_first()
    {
        await using var server = new HubServer();
        var customer = await server.AddCustomerAsync();
        var position = await server.SendActivityAsync(customer);
        var newest = await WriteAsync(server, customer, 3);
        await using var client = await server.ConnectAsync();

        await client.FollowCustomerAsync(customer, position, _changes.Take, Cancel);

        var first = (await _changes.AtLeastAsync(1))[0];
        Assert.Equal((newest, 3, false), (first.Position, first.Activities, first.Reload));
        Assert.Equal(["profile", "engagement", "sentiment", "recommendations", "models"], first.Aspects);
    }

    [Theory]
    [InlineData(3, 3, false)]
    [InlineData(4, 0, true)]
    public async Task Whoever_is_too_far_behind_is_told_to_reload_with_the_newest_position(int missed, int told, bool reload)
    {
        await using var server = new HubServer(Most("MostMissed", 3));
        var customer = await server.AddCustomerAsync();
        var position = await server.SendActivityAsync(customer);
        var newest = await WriteAsync(server, customer, missed);
        await using var client = await server.ConnectAsync();

        await client.FollowCustomerAsync(customer, position, _changes.Take, Cancel);

        var first = (await _changes.AtLeastAsync(1))[0];
        Assert.Equal((newest, told, reload), (first.Position, first.Activities, first.Reload));
    }

    [Fact]
    public async Task A_position_that_the_journal_has_not_reached_is_of_another_journal()
    {
        await using var server = new HubServer();
        var customer = await server.AddCustomerAsync();
        var newest = await server.SendActivityAsync(customer);
        await using var client = await server.ConnectAsync();

        await client.FollowCustomerAsync(customer, newest + 1, _changes.Take, Cancel);

        var first = (await _changes.AtLeastAsync(1))[0];
        Assert.Equal((newest, 0, true), (first.Position, first.Activities, first.Reload));
    }

    private static Dictionary<string, string> Most(string limit, int most) =>
        new() { [$"Personalize:Hub:{limit}"] = most.ToString(CultureInfo.InvariantCulture) };

    private static async Task<long> WriteAsync(HubServer server, string customer, int count)
    {
        var newest = 0L;
        for (var written = 0; written < count; written++)
            newest = await server.SendActivityAsync(customer);
        return newest;
    }
}

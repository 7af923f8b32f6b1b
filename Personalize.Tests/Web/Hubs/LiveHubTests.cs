using Microsoft.AspNetCore.SignalR;
using Personalize.Samples;

namespace Personalize.Tests.Web.Hubs;

/// <summary>The hub as a program sees it, over a real port, by the client that we give away.</summary>
public sealed class LiveHubTests : IAsyncDisposable
{
    private readonly HubServer _server = new();
    private readonly Heard<CustomerChange> _changes = new();
    private readonly Heard<OverviewChange> _overviews = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Whoever_comes_for_the_first_time_is_told_where_the_journal_stands_and_to_load_what_they_show()
    {
        var customer = await _server.AddCustomerAsync();
        var sequence = await _server.SendActivityAsync(customer);
        await using var client = await _server.ConnectAsync();

        await client.FollowCustomerAsync(customer, null, _changes.Take, Cancel);

        var first = (await _changes.AtLeastAsync(1))[0];
        Assert.Equal((customer, sequence, 0, true), (first.CustomerId, first.Position, first.Activities, first.Reload));
    }

    [Fact]
    public async Task An_activity_is_told_to_those_who_follow_its_customer_and_to_nobody_else()
    {
        var (followed, other) = (await _server.AddCustomerAsync(), await _server.AddCustomerAsync());
        await using var client = await _server.ConnectAsync();
        await client.FollowCustomerAsync(followed, null, _changes.Take, Cancel);
        await _changes.AtLeastAsync(1);

        await _server.SendActivityAsync(other);
        var sequence = await _server.SendActivityAsync(followed);

        var told = (await _changes.AtLeastAsync(2))[1];
        Assert.Equal((followed, sequence, 1, false), (told.CustomerId, told.Position, told.Activities, told.Reload));
        Assert.Equal(["engagement", "recommendations"], told.Aspects);
    }

    [Fact]
    public async Task Activities_that_came_unannounced_as_from_a_file_are_counted_with_the_next()
    {
        var customer = await _server.AddCustomerAsync();
        await using var client = await _server.ConnectAsync();
        await client.FollowCustomerAsync(customer, null, _changes.Take, Cancel);
        await _changes.AtLeastAsync(1);

        await _server.StoreUnannouncedAsync(customer, 5);
        var sequence = await _server.SendActivityAsync(customer);

        var told = (await _changes.AtLeastAsync(2))[1];
        Assert.Equal((sequence, 6, false), (told.Position, told.Activities, told.Reload));
    }

    [Fact]
    public async Task A_change_of_the_profile_is_told_at_the_position_where_the_journal_stood()
    {
        var customer = await _server.AddCustomerAsync();
        await using var client = await _server.ConnectAsync();
        await client.FollowCustomerAsync(customer, null, _changes.Take, Cancel);
        var first = (await _changes.AtLeastAsync(1))[0];
        await _server.ChangeAsync(customer, """{"age":40}""");

        var told = await _changes.OneAsync(change => change != first && change.Aspects.Contains("profile"));

        Assert.Equal((first.Position, 0, false), (told.Position, told.Activities, told.Reload));
    }

    [Fact]
    public async Task The_deletion_of_a_customer_is_the_last_that_is_told_of_it()
    {
        var customer = await _server.AddCustomerAsync();
        await using var client = await _server.ConnectAsync();
        await client.FollowCustomerAsync(customer, null, _changes.Take, Cancel);
        await _changes.AtLeastAsync(1);

        await _server.DeleteAsync(customer);

        Assert.Contains("deleted", (await _changes.OneAsync(change => change.Aspects.Contains("deleted"))).Aspects);
        var refusal = await Assert.ThrowsAsync<HubException>(() => client.FollowCustomerAsync(customer, null, _changes.Take, Cancel));
        Assert.Contains("HubException: not_found: There is no such customer.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody", null, "not_found: There is no such customer.")]
    [InlineData(" ", null, "validation: customer_id: is missing.")]
    [InlineData("a\0b", null, "validation: customer_id: Must be valid Unicode without control characters.")]
    [InlineData("nobody", -1L, "validation: position: -1 is none. Name the one of the last message, or null.")]
    public async Task A_call_that_makes_no_sense_is_refused_with_the_codes_of_the_API(string customer, long? position, string refusal)
    {
        await using var client = await _server.ConnectAsync();

        var refused = await Assert.ThrowsAsync<HubException>(() => client.FollowCustomerAsync(customer, position, _changes.Take, Cancel));

        Assert.EndsWith($"HubException: {refusal}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_told_any_more_of_a_customer_that_was_left()
    {
        var (left, kept) = (await _server.AddCustomerAsync(), await _server.AddCustomerAsync());
        await using var client = await _server.ConnectAsync();
        await client.FollowCustomerAsync(left, null, _changes.Take, Cancel);
        await client.FollowCustomerAsync(kept, null, _changes.Take, Cancel);
        await _changes.AtLeastAsync(2);

        await client.LeaveCustomerAsync(left, Cancel);
        await _server.SendActivityAsync(left);
        await _server.SendActivityAsync(kept);

        await _changes.OneAsync(change => change is { Activities: 1 } && change.CustomerId == kept);
        Assert.DoesNotContain(_changes.All, change => change is { Activities: > 0 } && change.CustomerId == left);
    }

    [Fact]
    public async Task The_overview_comes_whole_with_the_position_that_it_reaches()
    {
        var customer = await _server.AddCustomerAsync();
        await using var client = await _server.ConnectAsync();
        await client.FollowOverviewAsync(null, _overviews.Take, Cancel);
        Assert.True((await _overviews.AtLeastAsync(1))[0].Reload);

        var sequence = await _server.SendActivityAsync(customer);

        var told = await _overviews.OneAsync(overview => overview.Position == sequence);
        Assert.Null(told.Activities);
        Assert.NotNull(told.Figures.NewestActivityAt);
    }

    [Fact]
    public async Task Whoever_comes_back_to_the_overview_is_told_how_much_was_stored_meanwhile()
    {
        var customer = await _server.AddCustomerAsync();
        var position = await _server.SendActivityAsync(customer);
        await _server.SendActivityAsync(customer);
        var newest = await _server.SendActivityAsync(customer);
        await using var client = await _server.ConnectAsync();

        await client.FollowOverviewAsync(position, _overviews.Take, Cancel);

        var first = (await _overviews.AtLeastAsync(1))[0];
        Assert.Equal((newest, (int?)2, false), (first.Position, first.Activities, first.Reload));
    }
}

using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR;
using Personalize.Data.Accounts;
using Personalize.Samples;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Tokens;
using Personalize.Web.Accounts.Administration;
using Personalize.Web.ApiKeys;
using Personalize.Web.Audit.Incidents;

namespace Personalize.Tests.Web.Hubs;

/// <summary>Who gets in, and who is put out again.</summary>
public sealed class HubAccessTests : IAsyncDisposable
{
    // Shorter than the time after which the watch looks by itself.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(15);
    private readonly HubServer _server = new();
    private readonly Heard<OverviewChange> _overviews = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_key_is_taken_from_the_header_and_never_from_the_address()
    {
        var key = _server.App.KeyOf(AccountRole.Admin);
        using var byHeader = new ClientWebSocket();
        byHeader.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        using var byAddress = new ClientWebSocket();
        byAddress.Options.CollectHttpResponseDetails = true;

        await byHeader.ConnectAsync(Socket(""), Cancel);
        await Assert.ThrowsAsync<WebSocketException>(() => byAddress.ConnectAsync(Socket($"?access_token={key}"), Cancel));

        Assert.Equal(HttpStatusCode.Unauthorized, byAddress.HttpStatusCode);
    }

    [Theory]
    [InlineData("/hubs/live", "https://evil.example", false)]
    [InlineData("/hubs/live", "", true)]
    [InlineData("/_blazor", "https://evil.example", false)]
    [InlineData("/_blazor", "", true)]
    public async Task A_browser_brings_its_cookie_from_our_own_pages_only(string path, string origin, bool isLetIn)
    {
        var (name, value) = await _server.App.SignInAsync(AccountRole.Operator);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", $"{name}={value}");
        socket.Options.SetRequestHeader("Origin", origin.Length > 0 ? origin : _server.Address.GetLeftPart(UriPartial.Authority));

        socket.Options.CollectHttpResponseDetails = true;

        await Record.ExceptionAsync(() => socket.ConnectAsync(Socket("", path), Cancel));

        Assert.Equal(isLetIn ? HttpStatusCode.SwitchingProtocols : HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Fact]
    public async Task A_connection_ends_at_once_when_its_key_is_revoked_and_others_stay()
    {
        var issuer = _server.App.Get<ApiKeyIssuer>();
        var issued = Assert.IsType<KeyIssue.Issued>(await issuer.IssueAsync(
            PersonalizeApp.Tester, new NewApiKey("To be revoked", AccountRole.Operator, [], ApiKeyIssuer.DefaultLifetime), Cancel));
        await using var client = await FollowingAsync(issued.Secret);
        await using var other = await FollowingAsync(_server.App.KeyOf(AccountRole.Operator));

        Assert.True(await issuer.RevokeAsync(PersonalizeApp.Tester, issued.Key.Id, Cancel));

        await client.Ended.WaitAsync(AtOnce, Cancel);
        var told = _overviews.All.Count;
        await _overviews.AtLeastAsync(told + 1);
        Assert.False(other.Ended.IsCompleted);
    }

    [Fact]
    public async Task A_connection_ends_at_once_when_its_account_is_switched_off()
    {
        var account = await _server.App.AddAccountAsync(AccountRole.Operator);
        using var stranger = _server.App.CreateStranger();
        await using var client = await FollowingAsync((await stranger.SignInAsync(account.Email!)).Access());

        Assert.IsType<AccountChange.Saved>(await _server.App.Get<AccountEditor>().DisableAsync(PersonalizeApp.Tester, account.Id, Cancel));

        await client.Ended.WaitAsync(AtOnce, Cancel);
    }

    [Fact]
    public async Task Who_lacks_the_right_is_refused_and_stands_in_the_audit_trail()
    {
        var narrow = await NarrowKeyAsync(Right.ViewCustomers);
        await using var client = await _server.ConnectAsync(narrow);

        var refused = await Assert.ThrowsAsync<HubException>(() => client.FollowOverviewAsync(null, _overviews.Take, Cancel));

        Assert.Contains("forbidden: This takes the right to view dashboards.", refused.Message, StringComparison.Ordinal);
        Assert.Contains(
            _server.App.Get<IncidentTally>().Take().Keys,
            incident => incident is { Action: "access.refused", Reason: "no right to view dashboards", ActorKind: ActorKind.ApiKey });
    }

    private async Task<LiveClient> FollowingAsync(string credential)
    {
        var client = await _server.ConnectAsync(credential);
        await client.FollowOverviewAsync(null, _overviews.Take, Cancel);
        return client;
    }

    private async Task<string> NarrowKeyAsync(params Right[] scopes) => Assert.IsType<KeyIssue.Issued>(
        await _server.App.Get<ApiKeyIssuer>().IssueAsync(
            PersonalizeApp.Tester, new NewApiKey("Narrow", AccountRole.Admin, scopes, ApiKeyIssuer.DefaultLifetime), Cancel)).Secret;

    private Uri Socket(string query, string path = "/hubs/live") => new UriBuilder(_server.Address) { Scheme = "ws", Path = path, Query = query }.Uri;
}

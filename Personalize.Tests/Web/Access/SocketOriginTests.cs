using System.Net.WebSockets;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Access;

/// <summary>A browser sends our cookie along with sockets that any page opens.</summary>
public sealed class SocketOriginTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://localhost")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_circuit_opened_by_another_sites_page_is_refused_though_the_cookie_is_good(string origin)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ConnectAsync(origin));

        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_ours_opens_its_circuit()
    {
        using var socket = await ConnectAsync("http://localhost");

        Assert.Equal(WebSocketState.Open, socket.State);
    }

    private async Task<WebSocket> ConnectAsync(string origin)
    {
        var (name, value) = await app.SignInAsync(AccountRole.Admin);
        var client = app.Server.CreateWebSocketClient();
        client.ConfigureRequest = request =>
        {
            request.Headers.Cookie = $"{name}={value}";
            request.Headers.Origin = origin;
        };
        return await client.ConnectAsync(new Uri("ws://localhost/_blazor"), Cancel);
    }
}

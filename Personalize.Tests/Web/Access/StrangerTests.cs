using System.Net;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Access;

/// <summary>What those get who have not said who they are, or whom nobody knows.</summary>
public sealed class StrangerTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/docs/api")]
    [InlineData("/no/such/address")]
    [InlineData("/users/C00001")]
    public async Task A_browser_is_led_to_the_sign_in_and_from_there_back(string address)
    {
        using var browser = app.CreateStranger();

        using var answer = await GetAsync(browser, address, "text/html,*/*;q=0.8");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"/signin?return={Uri.EscapeDataString(address)}", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Whose_session_ended_hears_why_they_stand_at_the_door_again()
    {
        using var browser = app.CreateStranger();

        using var ended = await GetAsync(browser, "/signin?return=%2Fitems&ended=yes", "text/html");
        using var usual = await GetAsync(browser, "/signin?return=%2Fitems", "text/html");

        Assert.Contains("Your session has ended", await ended.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("Your session has ended", await usual.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_the_API_that_is_not_there_says_where_they_are_listed()
    {
        using var program = app.CreateClient();

        using var answer = await GetAsync(program, "/api/nothing", "application/json");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("/docs/api", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/docs/api", "application/json")]
    [InlineData("/api/users", "text/html")]
    public async Task A_program_is_told_to_send_a_key(string address, string accepts)
    {
        using var program = app.CreateStranger();

        using var answer = await GetAsync(program, address, accepts);

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
        Assert.Contains("Send an API key or an access token", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/users", "unknown, expired or revoked")]
    [InlineData("/docs/api", "are for addresses under /api")]
    public async Task Who_shows_something_hears_what_is_wrong_with_it(string address, string reason)
    {
        using var program = app.CreateStranger();
        program.DefaultRequestHeaders.Authorization = new("Bearer", "nobody");

        using var answer = await GetAsync(program, address, "text/html");

        Assert.Equal(
            (HttpStatusCode.Unauthorized, "Bearer error=\"invalid_token\""), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string address, string accepts)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd(accepts);
        return await client.SendAsync(request, Cancel);
    }
}

using System.Net;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Hosting;

public sealed class EveryAnswerTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>
{
    private readonly HttpClient _client = app.CreateClient();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    [InlineData("/docs/api/", HttpStatusCode.OK)]
    [InlineData("/openapi/v1.json", HttpStatusCode.OK)]
    [InlineData("/favicon.ico", HttpStatusCode.OK)]
    public async Task The_security_headers_are_on_what_a_browser_gets(string address, HttpStatusCode status)
    {
        using var browser = await app.CreateBrowserAsync(AccountRole.Operator);

        await RequireHeadersAsync(browser, address, status);
    }

    [Theory]
    [InlineData("/signin", HttpStatusCode.OK)]
    [InlineData("/api/users", HttpStatusCode.OK)]
    [InlineData("/api/no-such-route", HttpStatusCode.NotFound)]
    [InlineData("/api/users?limit=x", HttpStatusCode.BadRequest)]
    [InlineData("/healthz/live", HttpStatusCode.OK)]
    public Task The_security_headers_are_on_what_a_program_gets(string address, HttpStatusCode status) =>
        RequireHeadersAsync(_client, address, status);

    [Fact]
    public async Task A_page_that_does_not_exist_is_a_page_with_404_and_a_route_that_does_not_is_a_problem()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/no-such-page");
        request.Headers.Accept.ParseAdd("text/html");
        using var browser = await app.CreateBrowserAsync(AccountRole.Operator);
        using var page = await browser.SendAsync(request, Cancel);
        using var route = await _client.GetAsync("/api/no-such-route", Cancel);

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Contains("<html", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(
            (HttpStatusCode.NotFound, "application/problem+json"), (route.StatusCode, route.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Probes_say_one_word_and_nothing_else()
    {
        using var live = await _client.GetAsync("/healthz/live", Cancel);
        using var ready = await _client.GetAsync("/healthz/ready", Cancel);

        Assert.Equal("Healthy", await live.Content.ReadAsStringAsync(Cancel));
        Assert.Contains(await ready.Content.ReadAsStringAsync(Cancel), (string[])["Healthy", "Degraded", "Starting"]);
    }

    private static async Task RequireHeadersAsync(HttpClient client, string address, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/html,*/*;q=0.8");
        using var answer = await client.SendAsync(request, Cancel);

        Assert.Equal(status, answer.StatusCode);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        Assert.Matches("script-src 'self'( 'nonce-[^']+')?;", policy);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.True(answer.Headers.Contains("Permissions-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
    }
}

using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Hosting;

public sealed class EveryAnswerTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>
{
    private readonly HttpClient _client = app.CreateClient();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/no-such-page")]
    [InlineData("/api/users")]
    [InlineData("/api/no-such-route")]
    [InlineData("/api/users?limit=x")]
    [InlineData("/healthz/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/api/")]
    [InlineData("/favicon.ico")]
    public async Task The_security_headers_are_on(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/html,*/*;q=0.8");
        using var answer = await _client.SendAsync(request, Cancel);

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
    public async Task The_API_description_lists_every_route_of_the_API()
    {
        var document = JsonNode.Parse(await _client.GetStringAsync("/openapi/v1.json", Cancel))!["paths"]!.AsObject();

        var described = document.SelectMany(
            path => path.Value!.AsObject().Select(method => $"{method.Key.ToUpperInvariant()} {path.Key}"));
        var mapped = app.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(
                method => $"{method} {WithoutConstraints(endpoint.RoutePattern.RawText!).TrimEnd('/')}"));
        var found = mapped.Order(StringComparer.Ordinal).ToList();
        Assert.Contains("GET /api/recommend", found);
        Assert.Equal(found, described.Where(route => route.Contains("/api/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    // "{id:guid}" is described as "{id}".
    private static string WithoutConstraints(string pattern) => Regex.Replace(pattern, ":[a-z]+}", "}");

    [Fact]
    public async Task The_API_description_knows_the_fields_of_a_user()
    {
        var document = JsonNode.Parse(await _client.GetStringAsync("/openapi/v1.json", Cancel))!;

        var fields = document["components"]!["schemas"]!["UserUpdate"]!["properties"]!.AsObject();
        Assert.Equal(
            ["age", "customer_id", "gender", "interests", "purchase_history", "social_media_activity"],
            fields.Select(field => field.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Probes_say_one_word_and_nothing_else()
    {
        using var live = await _client.GetAsync("/healthz/live", Cancel);
        using var ready = await _client.GetAsync("/healthz/ready", Cancel);

        Assert.Equal("Healthy", await live.Content.ReadAsStringAsync(Cancel));
        Assert.Contains(await ready.Content.ReadAsStringAsync(Cancel), (string[])["Healthy", "Degraded"]);
    }
}

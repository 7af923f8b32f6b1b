using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Hosting;

/// <summary>What generators of clients, and people on the page beside it, learn about the API.</summary>
public sealed class ApiDescriptionTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_lists_every_route_of_the_API()
    {
        var described = (await ReadAsync())["paths"]!.AsObject().SelectMany(
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

    [Fact]
    public async Task It_knows_the_fields_of_a_user()
    {
        var fields = (await ReadAsync())["components"]!["schemas"]!["UserUpdate"]!["properties"]!.AsObject();

        Assert.Equal(
            ["age", "customer_id", "gender", "interests", "purchase_history", "social_media_activity"],
            fields.Select(field => field.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_route_wants_a_key_or_token_except_the_one_that_gives_tokens()
    {
        var document = await ReadAsync();

        var scheme = document["components"]!["securitySchemes"]!["Bearer"]!;
        Assert.Equal(("http", "bearer"), ((string?)scheme["type"], (string?)scheme["scheme"]));
        var open = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(method => (Route: $"{method.Key} {path.Key}", method.Value)))
            .Where(route => route.Value!["security"]?.AsArray() is not [JsonObject wanted] || !wanted.ContainsKey("Bearer"))
            .Select(route => route.Route);
        Assert.Equal(["post /api/auth/token"], open);
    }

    // "{id:guid}" is described as "{id}".
    private static string WithoutConstraints(string pattern) => Regex.Replace(pattern, ":[a-z]+}", "}");

    private async Task<JsonNode> ReadAsync()
    {
        using var client = app.CreateClient();
        return JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json", Cancel))!;
    }
}

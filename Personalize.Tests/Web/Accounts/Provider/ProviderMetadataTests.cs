using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Personalize.Tests.Support;
using Personalize.Web.Accounts.Provider;

namespace Personalize.Tests.Web.Accounts.Provider;

/// <summary>A provider whose metadata cannot be trusted is not asked anything.</summary>
public sealed class ProviderMetadataTests(ProviderWorld world) : IClassFixture<ProviderWorld>
{
    private static readonly Dictionary<string, ProviderLie> Lies = new(StringComparer.Ordinal)
    {
        ["another issuer"] = Metadata(metadata => metadata["issuer"] = "https://evil.example"),
        ["issuer with a slash more"] = Metadata(metadata => metadata["issuer"] = metadata["issuer"]!.GetValue<string>() + "/"),
        ["no issuer"] = Metadata(metadata => metadata.Remove("issuer")),
        ["no address for tokens"] = Metadata(metadata => metadata.Remove("token_endpoint")),
        ["a script for an address"] = Metadata(metadata => metadata["authorization_endpoint"] = "javascript:alert(1)"),
        ["no keys"] = Metadata(metadata => metadata.Remove("jwks_uri")),
        ["PKCE in plain text only"] = Metadata(metadata => metadata["code_challenge_methods_supported"] = new JsonArray("plain")),
        ["sent on elsewhere"] = new ProviderLie { MetadataAnswer = () => Results.Redirect("/keys") },
        ["no JSON"] = new ProviderLie { MetadataAnswer = () => Results.Text("<h1>evil</h1>", "text/html") },
        ["broken"] = new ProviderLie { MetadataAnswer = () => Results.StatusCode(500) },
        ["endless"] = new ProviderLie { MetadataAnswer = () => Results.Text("{\"issuer\":\"" + new string('x', 2_000_000) + "\"}", "application/json") },
    };

    public static TheoryData<string> Names => [.. Lies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Metadata_that_cannot_be_trusted_begin_nothing(string name)
    {
        world.Provider.Lie = Lies[name];
        world.Forget();
        using var browser = new AccountBrowser(world.App);

        var answer = await browser.GoAsync("/signin/provider?return=%2Fusers");

        await AssertOutside.WithAsync(ProviderProblem.Unreachable, browser, answer);
        Assert.DoesNotContain(browser.Cookies.Keys, cookie => cookie.Contains("nonce", StringComparison.Ordinal));
    }

    private static ProviderLie Metadata(Action<JsonObject> change) => new() { Metadata = change };
}

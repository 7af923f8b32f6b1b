using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Accounts.Provider;

public sealed class ProviderLogTests
{
    private const string Canary = "canary-9b1d";

    [Fact]
    public async Task A_refusal_is_logged_with_its_cause_and_without_a_word_of_whoever_wrote_the_reply()
    {
        using var log = new KeptLog();
        await using var provider = await TestProvider.StartAsync();
        await using var app = new PersonalizeApp
        {
            Settings = provider.Settings,
            Configure = services =>
            {
                TestAccounts.Quicken(services);
                services.AddLogging(logging => logging.AddProvider(log).AddFilter<KeptLog>("Personalize", LogLevel.Information));
            },
        };
        provider.Person["sub"] = Canary;
        provider.Person["email"] = Canary + "@example.org";
        ProviderLie[] lies =
        [
            new() { Claims = claims => claims["iss"] = "https://" + Canary },
            new() { Claims = claims => claims["nonce"] = Canary },
            new() { Seal = (tokens, payload) => tokens.ByUnknownKey(payload) },
            new() { Reply = reply => (reply["error"], reply["error_description"]) = (Canary, Canary) },
            new() { Reply = reply => reply["state"] = Canary },
            new() { TokenAnswer = () => Results.Text($"{{\"error\":\"invalid_client\",\"error_description\":\"{Canary}\"}}", "application/json", statusCode: 401) },
            new() { TokenAnswer = () => Results.Text(Canary, "text/html", statusCode: 500) },
        ];

        foreach (var lie in lies)
        {
            provider.Lie = lie;
            using var browser = new AccountBrowser(app);
            var away = await browser.GoAsync("/signin/provider");
            await browser.GoAsync(new Uri(await provider.AuthorizeAsync(away.Location!)).PathAndQuery);
        }

        Assert.Equal(lies.Length, log.Lines.Count(line => line.Contains("A reply of the sign-in provider was refused", StringComparison.Ordinal)));
        Assert.Contains(log.Lines, line => line.Contains("Untrusted (SecurityTokenInvalidIssuerException)", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("Refused (invalid_client)", StringComparison.Ordinal));
        Assert.All(log.Lines, line => Assert.All(
            [Canary, TestProvider.ClientSecret], secret => Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task A_provider_that_calls_itself_otherwise_is_logged_with_the_remedy()
    {
        using var log = new KeptLog();
        await using var provider = await TestProvider.StartAsync(new ProviderLie { Metadata = metadata => metadata["issuer"] = "https://other.example.org" });
        await using var app = new PersonalizeApp
        {
            Settings = provider.Settings,
            Configure = services => services.AddLogging(logging => logging.AddProvider(log).AddFilter<KeptLog>("Personalize", LogLevel.Information)),
        };
        using var browser = new AccountBrowser(app);

        await browser.GoAsync("/signin/provider");

        var line = Assert.Single(log.Lines, line => line.Contains("are not trusted", StringComparison.Ordinal));
        Assert.Contains("https://other.example.org", line, StringComparison.Ordinal);
        Assert.Contains("Personalize:OpenIdConnect:Issuer", line, StringComparison.Ordinal);
    }
}

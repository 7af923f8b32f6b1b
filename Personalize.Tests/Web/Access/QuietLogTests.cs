using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;
using Personalize.Tests.Web.Tokens;

namespace Personalize.Tests.Web.Access;

public sealed class QuietLogTests
{
    private const string Canary = "canary-7f3a";

    [Fact]
    public async Task No_line_of_the_log_names_a_customer_an_address_or_a_secret()
    {
        using var log = new KeptLog();
        await using var app = new PersonalizeApp
        {
            // As much as the product's own settings let through.
            Configure = services => services.AddLogging(logging => logging
                .AddProvider(log)
                .AddFilter<KeptLog>(null, LogLevel.Information)
                .AddFilter<KeptLog>("Microsoft.AspNetCore", LogLevel.Warning)
                .AddFilter<KeptLog>("Microsoft.EntityFrameworkCore", LogLevel.Warning)
                .AddFilter<KeptLog>("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None)),
        };
        var account = await app.AddAccountAsync(AccountRole.Analyst);
        using var admin = app.CreateClient();
        using var stranger = app.CreateStranger();

        // Good and bad, found and not, allowed and not: each way a text could get into a message.
        var id = await admin.AddUserAsync(Canary, ""","interests":["canary-7f3a"]""");
        await admin.SendAsync("POST", "/api/users", $$"""{"customer_id":"{{Canary}}"}""");
        await admin.SendAsync("PUT", $"/api/users/{id}", $$"""{"age":"{{Canary}}"}""");
        await admin.SendAsync("PUT", $"/api/users/{id}", $$"""{"{{Canary}}":1}""");
        await admin.SendAsync("POST", "/api/items", $$"""{"sku":"{{Canary}}","title":"{{Canary}}"}""");
        await admin.SendAsync("POST", "/api/activities", $$"""{"activity_id":"{{Guid.NewGuid()}}","customer_id":"{{Canary}}","item_id":"{{Canary}}","kind":"view"}""");
        await admin.SendAsync("GET", $"/api/recommend?customer_id={Canary}");
        await admin.SendAsync("GET", $"/api/users?cursor={Canary}");
        await admin.SendAsync("DELETE", $"/api/users/{id}");
        await stranger.SendAsync("GET", "/api/users", null, ("Authorization", "Bearer " + Canary));
        await stranger.SendAsync("GET", $"/{Canary}?return={Canary}");
        await stranger.SignInAsync($"{Canary}@example.org", Canary);
        await stranger.SignInAsync(account.Email!, Canary);
        var tokens = await stranger.SignInAsync(account.Email!);
        await stranger.RefreshAsync(tokens.Refresh());
        await stranger.RefreshAsync(tokens.Refresh());
        await stranger.StatusAsync(tokens.Access());

        string[] secrets =
        [
            Canary, account.Email!, TokenWorld.Password, tokens.Access(), tokens.Refresh(), app.KeyOf(AccountRole.Admin), account.SecurityStamp!,
        ];
        Assert.NotEmpty(log.Lines);
        Assert.All(log.Lines, line => Assert.All(secrets, secret => Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase)));
        Assert.Contains(log.Lines, line => line.Contains("came twice", StringComparison.Ordinal));
    }
}

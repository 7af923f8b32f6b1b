using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Accounts.Provider;

namespace Personalize.Tests.Web.Accounts.Provider;

/// <summary>A server, and the provider that it trusts.</summary>
public sealed class ProviderWorld : IAsyncLifetime
{
    public TestProvider Provider { get; private set; } = null!;

    public PersonalizeApp App { get; private set; } = null!;

    public static async Task<ProviderWorld> StartAsync(params (string Key, string Value)[] settings)
    {
        var world = new ProviderWorld();
        await world.InitializeAsync(settings);
        return world;
    }

    public async ValueTask InitializeAsync() => await InitializeAsync([]);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Provider.DisposeAsync();
    }

    /// <summary>Has the server ask the provider for its metadata afresh.</summary>
    public void Forget() => App.Get<IOptionsMonitorCache<OpenIdConnectOptions>>().TryRemove(ProviderFeature.Scheme);

    /// <summary>Goes to the provider as the sign-in page's button does, and comes back with its reply.</summary>
    /// <returns>Our answer to the reply.</returns>
    internal async Task<Answer> SignInAsync(AccountBrowser browser, string back = "/users")
    {
        var reply = await ReplyAsync(browser, back);
        return await browser.GoAsync(reply);
    }

    /// <returns>The reply as the browser would bring it: path and query of ours.</returns>
    internal async Task<string> ReplyAsync(AccountBrowser browser, string back = "/users")
    {
        var away = await browser.GoAsync($"/signin/provider?return={Uri.EscapeDataString(back)}");
        Assert.Equal(HttpStatusCode.Redirect, away.Status);
        return new Uri(await Provider.AuthorizeAsync(away.Location!)).PathAndQuery;
    }

    /// <summary>An account, and somebody at the provider who is linked with it and is signed in there.</summary>
    public async Task<Account> LinkedAsync(AccountRole role = AccountRole.Analyst)
    {
        var account = await App.AddAccountAsync(TestAccounts.NewEmail(), role);
        Provider.Person = TestProvider.Somebody();
        await LinkAsync(account, Provider.Person["sub"]!.GetValue<string>());
        return account;
    }

    public async Task LinkAsync(Account account, string subject, string? issuer = null)
    {
        await using var db = await App.OpenDatabaseAsync();
        db.Add(new IdentityUserLogin<int> { UserId = account.Id, LoginProvider = issuer ?? Provider.Issuer, ProviderKey = subject });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public async Task<List<IdentityUserLogin<int>>> LoginsAsync(int account)
    {
        await using var db = await App.OpenDatabaseAsync();
        return await db.Set<IdentityUserLogin<int>>().Where(login => login.UserId == account).ToListAsync(TestContext.Current.CancellationToken);
    }

    public async Task<List<AccountSession>> SessionsAsync(int account)
    {
        await using var db = await App.OpenDatabaseAsync();
        return await db.AccountSessions.Where(session => session.AccountId == account).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Somebody at the provider, who says this of them.</summary>
    public static JsonObject Somebody(string email, bool isVerified, params string[] groups)
    {
        var person = TestProvider.Somebody();
        person["email"] = email;
        person["email_verified"] = isVerified;
        person["groups"] = new JsonArray([.. groups.Select(group => (JsonNode)group)]);
        return person;
    }

    private async Task InitializeAsync((string Key, string Value)[] settings)
    {
        Provider = await TestProvider.StartAsync();
        var all = Provider.Settings;
        foreach (var (key, value) in settings)
            all[$"Personalize:OpenIdConnect:{key}"] = value;
        App = new PersonalizeApp { Settings = all, Configure = TestAccounts.Quicken };
    }
}

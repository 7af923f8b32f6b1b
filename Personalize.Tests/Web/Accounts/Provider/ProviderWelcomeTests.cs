using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Accounts;
using Personalize.Web.Accounts.Provider;

namespace Personalize.Tests.Web.Accounts.Provider;

/// <summary>A server for each set of settings, started by the first test that needs it.</summary>
public sealed class ProviderWorlds : IAsyncDisposable
{
    private readonly Dictionary<(string Key, string Value)[], ProviderWorld> _started = [];

    public async Task<ProviderWorld> GetAsync((string Key, string Value)[] settings) =>
        _started.TryGetValue(settings, out var world) ? world : _started[settings] = await ProviderWorld.StartAsync(settings);

    public async ValueTask DisposeAsync()
    {
        foreach (var world in _started.Values)
            await world.DisposeAsync();
    }
}

/// <summary>Who gets in without having been linked, where the settings allow it, and with which role.</summary>
public sealed class ProviderWelcomeTests(ProviderWorlds worlds) : IClassFixture<ProviderWorlds>
{
    private static readonly (string Key, string Value)[] ByAddress = [("LinkByVerifiedEmail", "true")];

    private static readonly (string Key, string Value)[] ByGroup =
        [("RoleClaim", "groups"), ("Roles:Admin", "shop-admins"), ("Roles:Analyst", "shop-analysts"), ("Roles:Operator", "staff")];

    private static readonly (string Key, string Value)[] Everybody = [("CreateAccounts", "true"), .. ByGroup];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_verified_address_links_itself_once_where_the_settings_say_so()
    {
        var world = await worlds.GetAsync(ByAddress);
        var account = await world.App.AddAccountAsync(TestAccounts.NewEmail(), AccountRole.Operator);
        using var first = new AccountBrowser(world.App);
        using var second = new AccountBrowser(world.App);

        world.Provider.Person = ProviderWorld.Somebody(account.Email!.ToUpperInvariant(), isVerified: true);
        Assert.Equal("/users", (await world.SignInAsync(first)).LocalLocation);
        var login = Assert.Single(await world.LoginsAsync(account.Id));

        // The address was handed on to somebody else there; here it stays with whoever came first.
        world.Provider.Person = ProviderWorld.Somebody(account.Email!, isVerified: true);
        await AssertOutside.WithAsync(ProviderProblem.NotLinked, second, await world.SignInAsync(second));
        Assert.Equal((world.Provider.Issuer, login.ProviderKey), (login.LoginProvider, Assert.Single(await world.LoginsAsync(account.Id)).ProviderKey));
    }

    [Theory]
    [InlineData("unverified")]
    [InlineData("unverified by a word")]
    [InlineData("nothing said of it")]
    [InlineData("look-alike")]
    [InlineData("of nobody")]
    [InlineData("none")]
    public async Task An_address_that_is_not_verified_or_not_the_same_links_nothing(string what)
    {
        var world = await worlds.GetAsync(ByAddress);
        var account = await world.App.AddAccountAsync($"kim.{Guid.NewGuid():N}@example.org");
        var person = ProviderWorld.Somebody(account.Email!, isVerified: what is not "unverified");
        if (what == "unverified by a word")
            person["email_verified"] = "no";
        if (what == "nothing said of it")
            person.Remove("email_verified");
        if (what == "look-alike")
            person["email"] = account.Email!.Replace('k', '\u212A'); // the sign for kelvin, whose small letter is k
        if (what == "of nobody")
            person["email"] = TestAccounts.NewEmail();
        if (what == "none")
            person.Remove("email");
        world.Provider.Person = person;
        using var browser = new AccountBrowser(world.App);

        await AssertOutside.WithAsync(ProviderProblem.NotLinked, browser, await world.SignInAsync(browser));
        Assert.Empty(await world.LoginsAsync(account.Id));
    }

    [Fact]
    public async Task Somebody_new_gets_an_account_with_the_highest_role_of_their_groups_and_later_the_same()
    {
        var world = await worlds.GetAsync(Everybody);
        var email = TestAccounts.NewEmail();
        world.Provider.Person = ProviderWorld.Somebody(email, isVerified: true, "staff", "shop-analysts", "Shop-Admins");
        using var browser = new AccountBrowser(world.App);

        Assert.Equal("/users", (await world.SignInAsync(browser)).LocalLocation);
        using var again = new AccountBrowser(world.App);
        Assert.Equal("/users", (await world.SignInAsync(again)).LocalLocation);

        await using var db = await world.App.OpenDatabaseAsync();
        var account = await db.Accounts.SingleAsync(row => row.Email == email, Cancel);
        Assert.Equal(
            (AccountRole.Analyst, "Anna Example", null, true), (account.Role, account.DisplayName, account.PasswordHash, account.EmailConfirmed));
        Assert.Equal(2, (await world.SessionsAsync(account.Id)).Count);
        Assert.Equal(
            ["account.create", "account.login-link", "account.sign-in", "account.sign-in"],
            await db.AuditEntries.Where(entry => entry.SubjectId == $"{account.Id}").OrderBy(entry => entry.Sequence).Select(entry => entry.Action).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData(nameof(ProviderProblem.NoRole), "no group")]
    [InlineData(nameof(ProviderProblem.NoRole), "a group without a role")]
    [InlineData(nameof(ProviderProblem.NotLinked), "unverified")]
    [InlineData(nameof(ProviderProblem.NotLinked), "address of somebody else")]
    [InlineData(nameof(ProviderProblem.NotLinked), "address of the demonstration")]
    [InlineData(nameof(ProviderProblem.NotLinked), "no address")]
    public async Task Nobody_gets_an_account_without_a_role_and_an_address_of_their_own(string problem, string what)
    {
        var world = await worlds.GetAsync(Everybody);
        var other = await world.App.AddAccountAsync(TestAccounts.NewEmail());
        var person = ProviderWorld.Somebody(TestAccounts.NewEmail(), isVerified: what != "unverified", "shop-admins");
        person["role"] = "Admin";
        if (problem == nameof(ProviderProblem.NoRole))
            person["groups"] = what == "no group" ? new JsonArray() : new JsonArray("Admin", "SHOP-ADMINS", "shop-admins ");
        if (what == "address of somebody else")
            person["email"] = other.Email;
        if (what == "address of the demonstration")
            person["email"] = "admin" + DemoAccounts.Domain;
        if (what == "no address")
            person.Remove("email");
        world.Provider.Person = person;
        using var browser = new AccountBrowser(world.App);
        var before = await CountAsync(world);

        await AssertOutside.WithAsync(Enum.Parse<ProviderProblem>(problem), browser, await world.SignInAsync(browser));
        Assert.Equal(before, await CountAsync(world));
        Assert.Empty(await world.LoginsAsync(other.Id));
    }

    [Fact]
    public async Task Two_first_sign_ins_at_once_make_one_account()
    {
        var world = await worlds.GetAsync(Everybody);
        var email = TestAccounts.NewEmail();
        world.Provider.Person = ProviderWorld.Somebody(email, isVerified: true, "staff");
        AccountBrowser[] browsers = [.. Enumerable.Range(0, 6).Select(_ => new AccountBrowser(world.App))];

        var answers = await Task.WhenAll(browsers.Select(browser => world.SignInAsync(browser)));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Redirect, "/users"), (answer.Status, answer.LocalLocation)));
        await using var db = await world.App.OpenDatabaseAsync();
        var account = await db.Accounts.SingleAsync(row => row.Email == email, Cancel);
        Assert.Single(await world.LoginsAsync(account.Id));
        foreach (var browser in browsers)
            browser.Dispose();
    }

    [Fact]
    public async Task The_role_follows_the_groups_and_ends_sessions_that_had_another()
    {
        var world = await worlds.GetAsync(ByGroup);
        await world.App.AddAccountAsync(TestAccounts.NewEmail(), AccountRole.Admin);
        var account = await world.LinkedAsync(AccountRole.Admin);
        world.Provider.Person["groups"] = "staff";
        using var before = new AccountBrowser(world.App);
        await before.SignInAsync(account.Email!, TestAccounts.Password);

        using var browser = new AccountBrowser(world.App);
        Assert.Equal("/users", (await world.SignInAsync(browser)).LocalLocation);

        Assert.Contains("role Operator", (await browser.GoAsync("/account")).Text, StringComparison.Ordinal);
        Assert.Equal("/signin?return=%2Faccount&ended=yes", (await before.GoAsync("/account")).Location);
        world.Provider.Person["groups"] = new JsonArray("other");
        using var later = new AccountBrowser(world.App);
        await AssertOutside.WithAsync(ProviderProblem.NoRole, later, await world.SignInAsync(later));
    }

    [Fact]
    public async Task The_last_Admin_stays_one_whatever_the_groups_say()
    {
        await using var world = await ProviderWorld.StartAsync(ByGroup);
        await using (var db = await world.App.OpenDatabaseAsync())
            await db.Accounts.ExecuteUpdateAsync(row => row.SetProperty(column => column.DisabledAt, DateTimeOffset.UnixEpoch), Cancel);
        await world.LinkedAsync(AccountRole.Admin);
        world.Provider.Person["groups"] = "staff";
        using var browser = new AccountBrowser(world.App);

        Assert.Equal("/users", (await world.SignInAsync(browser)).LocalLocation);

        Assert.Contains("role Admin", (await browser.GoAsync("/account")).Text, StringComparison.Ordinal);
    }

    private static async Task<int> CountAsync(ProviderWorld world)
    {
        await using var db = await world.App.OpenDatabaseAsync();
        return await db.Accounts.CountAsync(Cancel);
    }
}

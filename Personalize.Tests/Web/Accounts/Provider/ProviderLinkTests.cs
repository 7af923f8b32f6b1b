using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Accounts.Provider;

namespace Personalize.Tests.Web.Accounts.Provider;

/// <summary>Owners link what they have at the provider with their account, and nobody does it for them.</summary>
public sealed partial class ProviderLinkTests(ProviderWorld world) : IClassFixture<ProviderWorld>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_owner_links_with_the_password_and_then_signs_in_without()
    {
        var (account, browser) = await SignedInAsync();

        var linked = await browser.GoAsync(await ReplyToLinkAsync(browser));

        Assert.Equal("/account?done=provider", linked.LocalLocation);
        Assert.Contains("You may sign in with it from now on", (await browser.GoAsync(linked.LocalLocation!)).Text, StringComparison.Ordinal);
        using var next = new AccountBrowser(world.App);
        Assert.Equal("/users", (await world.SignInAsync(next)).LocalLocation);
        Assert.Contains(account.Email!, (await next.GoAsync("/account")).Text, StringComparison.Ordinal);
        await using var db = await world.App.OpenDatabaseAsync();
        var entry = await db.AuditEntries.SingleAsync(row => row.Action == "account.login-link" && row.ActorId == account.Id, Cancel);
        Assert.Equal((ActorKind.Account, "account"), (entry.ActorKind, entry.SubjectKind));
    }

    [Fact]
    public async Task Without_the_right_password_nothing_is_begun()
    {
        var (account, browser) = await SignedInAsync();

        var wrong = await browser.SubmitAsync("/account", "link", ("LinkPassword", "not the password"));
        var forged = await browser.PostAsync("/account", ("_handler", "link"), ("LinkPassword", TestAccounts.Password));

        Assert.Equal((HttpStatusCode.BadRequest, "The password is not right."), (wrong.Status, wrong.Problem));
        Assert.DoesNotContain("/authorize", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, forged.Status);
        Assert.Empty(await world.LoginsAsync(account.Id));
    }

    [Fact]
    public async Task The_reply_to_an_attacker_s_link_links_nothing_in_the_browser_of_a_victim()
    {
        var (_, attacker) = await SignedInAsync();
        var (account, victim) = await SignedInAsync();
        var reply = await ReplyToLinkAsync(attacker);

        var bare = await victim.GoAsync(reply);
        foreach (var (name, value) in attacker.Cookies.Where(cookie => cookie.Key != "personalize"))
            victim.Cookies[name] = value;
        var planted = await victim.GoAsync(reply);

        Assert.Equal("/account?provider=Stale", bare.LocalLocation);
        Assert.Equal("/signin?provider=SignedOut&return=%2Faccount", planted.LocalLocation);
        Assert.Empty(await world.LoginsAsync(account.Id));
    }

    [Fact]
    public async Task Who_signed_out_meanwhile_is_neither_linked_nor_signed_in()
    {
        var (account, browser) = await SignedInAsync();
        var reply = await ReplyToLinkAsync(browser);
        await browser.SubmitAsync("/account", "everywhere");

        var answer = await browser.GoAsync(reply);

        Assert.Equal("/signin?provider=SignedOut&return=%2Faccount", answer.LocalLocation);
        Assert.Equal("You were signed out meanwhile, so nothing was linked. Sign in and begin again.", (await browser.GoAsync(answer.LocalLocation!)).Problem);
        Assert.Empty(await world.LoginsAsync(account.Id));
    }

    [Fact]
    public async Task What_is_linked_with_somebody_else_is_not_taken_from_them()
    {
        var owner = await world.LinkedAsync();
        var person = world.Provider.Person;
        var (account, browser) = await SignedInAsync();
        world.Provider.Person = person;

        var answer = await browser.GoAsync(await ReplyToLinkAsync(browser));

        Assert.Equal("/account?provider=Taken", answer.LocalLocation);
        Assert.Equal(ProviderProblems.WordsOf(ProviderProblem.Taken, "Example ID"), (await browser.GoAsync(answer.LocalLocation!)).Problem);
        Assert.Empty(await world.LoginsAsync(account.Id));
        Assert.Single(await world.LoginsAsync(owner.Id));
    }

    [Fact]
    public async Task An_account_is_linked_with_one_at_most()
    {
        var (account, browser) = await SignedInAsync();
        var first = await ReplyToLinkAsync(browser);
        world.Provider.Person = TestProvider.Somebody();
        var second = await ReplyToLinkAsync(browser);
        await browser.GoAsync(first);

        var answer = await browser.GoAsync(second);

        Assert.Equal("/account?provider=Occupied", answer.LocalLocation);
        Assert.Single(await world.LoginsAsync(account.Id));
    }

    [Fact]
    public async Task A_refusal_there_leads_back_to_the_account()
    {
        var (_, browser) = await SignedInAsync();
        world.Provider.Lie = new ProviderLie
        {
            Reply = reply =>
            {
                reply.Remove("code");
                reply["error"] = "access_denied";
            },
        };

        var answer = await browser.GoAsync(await ReplyToLinkAsync(browser));
        world.Provider.Lie = new ProviderLie();

        Assert.Equal("/account?provider=Refused", answer.LocalLocation);
    }

    [Fact]
    public async Task Unlinking_signs_out_everywhere_else_and_closes_that_way_in()
    {
        var (account, browser) = await SignedInAsync();
        await browser.GoAsync(await ReplyToLinkAsync(browser));
        using var other = new AccountBrowser(world.App);
        await world.SignInAsync(other);

        var answer = await browser.SubmitAsync("/account", "unlink");

        Assert.Equal("/account?done=provider-removed", answer.LocalLocation);
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/account")).Status);
        Assert.Equal("/signin?return=%2Faccount&ended=yes", (await other.GoAsync("/account")).Location);
        Assert.Empty(await world.LoginsAsync(account.Id));
        using var next = new AccountBrowser(world.App);
        await AssertOutside.WithAsync(ProviderProblem.NotLinked, next, await world.SignInAsync(next));
        await using var db = await world.App.OpenDatabaseAsync();
        Assert.Equal(1, await db.AuditEntries.CountAsync(row => row.Action == "account.login-unlink" && row.ActorId == account.Id, Cancel));
    }

    [Fact]
    public async Task The_only_way_in_is_not_thrown_away()
    {
        var account = await world.LinkedAsync();
        await using (var db = await world.App.OpenDatabaseAsync())
        {
            await db.Accounts.Where(row => row.Id == account.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(column => column.PasswordHash, (string?)null), Cancel);
        }

        using var browser = new AccountBrowser(world.App);
        await world.SignInAsync(browser);

        var answer = await browser.SubmitAsync("/account", "unlink");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith("Nothing else would let you in.", answer.Problem, StringComparison.Ordinal);
        Assert.Single(await world.LoginsAsync(account.Id));
    }

    private async Task<(Account Account, AccountBrowser Browser)> SignedInAsync()
    {
        world.Provider.Person = TestProvider.Somebody();
        var account = await world.App.AddAccountAsync(TestAccounts.NewEmail());
        var browser = new AccountBrowser(world.App);
        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        return (account, browser);
    }

    private async Task<string> ReplyToLinkAsync(AccountBrowser browser)
    {
        var page = await browser.SubmitAsync("/account", "link", ("LinkPassword", TestAccounts.Password));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var address = WebUtility.HtmlDecode(Onward().Match(page.Text).Groups[1].Value);
        return new Uri(await world.Provider.AuthorizeAsync(address)).PathAndQuery;
    }

    [GeneratedRegex("href=\"(http[^\"]*/authorize[^\"]*)\"")]
    private static partial Regex Onward();
}

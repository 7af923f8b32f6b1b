using System.Net;
using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Accounts.Provider;

namespace Personalize.Tests.Web.Accounts.Provider;

/// <summary>Signing in with an outside provider that keeps to the protocol.</summary>
public sealed class ProviderSignInTests(ProviderWorld world) : IClassFixture<ProviderWorld>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_linked_comes_back_signed_in_to_where_they_wanted_to_go()
    {
        var account = await world.LinkedAsync();
        using var browser = new AccountBrowser(world.App);
        var page = await browser.GoAsync("/signin?return=%2Fusers%3Fq%3Da");
        Assert.Contains("href=\"/signin/provider?return=%2Fusers%3Fq%3Da\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("Sign in with Example ID", page.Text, StringComparison.Ordinal);

        var answer = await world.SignInAsync(browser, "/users?q=a");

        Assert.Equal((HttpStatusCode.Redirect, "/users?q=a"), (answer.Status, answer.LocalLocation));
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/users?q=a")).Status);
        var session = Assert.Single(await world.SessionsAsync(account.Id));
        Assert.Equal(("oidc", "Chrome on Linux", SessionKind.Browser), (session.Method, session.Device, session.Kind));
        Assert.Equal(TimeSpan.FromHours(12), session.ExpiresAt - session.CreatedAt);
        Assert.Contains("personalize-device", browser.Cookies.Keys);
        Assert.DoesNotContain(browser.Cookies.Keys, name => name.Contains("nonce", StringComparison.Ordinal) || name.Contains("started", StringComparison.Ordinal));
        Assert.Contains("by oidc", (await browser.GoAsync("/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_question_has_state_nonce_and_a_challenge_and_asks_for_no_more_than_it_says()
    {
        using var browser = new AccountBrowser(world.App);

        await world.ReplyAsync(browser);
        var first = world.Provider.Asked;
        await world.ReplyAsync(browser);
        var second = world.Provider.Asked;

        Assert.Equal(
            ["client_id", "code_challenge", "code_challenge_method", "nonce", "redirect_uri", "response_type", "scope", "state"],
            first.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("code", "S256", "openid profile email"), (first["response_type"], first["code_challenge_method"], first["scope"]));
        Assert.Equal("http://localhost/signin/callback", first["redirect_uri"]);
        Assert.All(["state", "nonce", "code_challenge"], name => Assert.NotEqual(first[name], second[name]));
    }

    [Fact]
    public async Task Who_was_signed_in_here_before_is_so_no_more()
    {
        var before = await world.App.AddAccountAsync(TestAccounts.NewEmail());
        using var browser = new AccountBrowser(world.App);
        await browser.SignInAsync(before.Email!, TestAccounts.Password);
        var after = await world.LinkedAsync();

        await world.SignInAsync(browser);

        Assert.NotNull(Assert.Single(await world.SessionsAsync(before.Id)).EndedAt);
        Assert.Null(Assert.Single(await world.SessionsAsync(after.Id)).EndedAt);
        Assert.Contains(after.Email!, (await browser.GoAsync("/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_with_a_second_factor_is_asked_for_its_code_too()
    {
        var account = await world.LinkedAsync();
        using var owner = new AccountBrowser(world.App);
        await owner.SignInAsync(account.Email!, TestAccounts.Password);
        var (_, codes) = await SecondFactors.EnableAsync(owner, world.App.Get<TimeProvider>());
        using var browser = new AccountBrowser(world.App);

        var half = await world.SignInAsync(browser);
        var away = await browser.GoAsync("/users");
        var wrong = await browser.SubmitAsync(half.LocalLocation!, "code", ("Code", "000000"));
        var whole = await browser.SubmitAsync(half.LocalLocation!, "code", ("Code", codes[0]));

        Assert.Equal("/signin/code?return=%2Fusers", half.LocalLocation);
        Assert.Equal("/signin?return=%2Fusers", away.Location);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal((HttpStatusCode.Redirect, "/users"), (whole.Status, whole.LocalLocation));
        Assert.Contains(await world.SessionsAsync(account.Id), session => session.Method == "oidc+recovery");
    }

    [Fact]
    public async Task Somebody_who_is_linked_with_nobody_stays_outside_whatever_their_address()
    {
        var account = await world.App.AddAccountAsync(TestAccounts.NewEmail());
        world.Provider.Person = ProviderWorld.Somebody(account.Email!, isVerified: true, "admins");
        using var browser = new AccountBrowser(world.App);

        var answer = await world.SignInAsync(browser);

        await AssertOutside.WithAsync(ProviderProblem.NotLinked, browser, answer);
        Assert.Empty(await world.SessionsAsync(account.Id));
        Assert.Empty(await world.LoginsAsync(account.Id));
    }

    [Fact]
    public async Task The_same_subject_at_another_issuer_is_somebody_else()
    {
        var account = await world.App.AddAccountAsync(TestAccounts.NewEmail());
        world.Provider.Person = TestProvider.Somebody();
        await world.LinkAsync(account, world.Provider.Person["sub"]!.GetValue<string>(), "https://other.example.org");
        using var browser = new AccountBrowser(world.App);

        await AssertOutside.WithAsync(ProviderProblem.NotLinked, browser, await world.SignInAsync(browser));
    }

    [Theory]
    [InlineData("upper")]
    [InlineData("space")]
    public async Task A_subject_that_is_nearly_the_same_is_somebody_else(string how)
    {
        await world.LinkedAsync();
        var subject = "a" + world.Provider.Person["sub"]!.GetValue<string>();
        await world.LinkAsync(await world.App.AddAccountAsync(TestAccounts.NewEmail()), subject);
        world.Provider.Person = TestProvider.Somebody();
        world.Provider.Person["sub"] = how == "upper" ? subject.ToUpperInvariant() : subject + " ";
        using var browser = new AccountBrowser(world.App);

        await AssertOutside.WithAsync(ProviderProblem.NotLinked, browser, await world.SignInAsync(browser));
    }

    [Fact]
    public async Task An_account_that_is_switched_off_stays_so()
    {
        var account = await world.LinkedAsync();
        await using (var db = await world.App.OpenDatabaseAsync())
        {
            await db.Accounts.Where(row => row.Id == account.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(column => column.DisabledAt, DateTimeOffset.UnixEpoch), Cancel);
        }

        using var browser = new AccountBrowser(world.App);

        await AssertOutside.WithAsync(ProviderProblem.SwitchedOff, browser, await world.SignInAsync(browser));
        Assert.Empty(await world.SessionsAsync(account.Id));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task A_return_address_that_leaves_us_leads_to_the_start_page(string back)
    {
        await world.LinkedAsync();
        using var browser = new AccountBrowser(world.App);

        var answer = await world.SignInAsync(browser, back);

        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.Status, answer.LocalLocation));
    }

    [Fact]
    public async Task A_page_of_another_site_begins_no_sign_in()
    {
        using var stranger = world.App.CreateStranger();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/signin/provider?return=%2Fusers");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await stranger.SendAsync(request, Cancel);

        Assert.Equal("/signin?return=%2Fusers", answer.Headers.Location?.ToString());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task None_of_the_provider_s_tokens_is_kept()
    {
        await world.LinkedAsync();
        using var browser = new AccountBrowser(world.App);
        var secrets = new List<string>();
        world.Provider.Lie = new ProviderLie { Answer = answer => secrets.AddRange([answer["id_token"]!.GetValue<string>(), answer["access_token"]!.GetValue<string>()]) };

        await world.SignInAsync(browser);
        world.Provider.Lie = new ProviderLie();

        Assert.Equal(2, secrets.Count);
        var files = Directory.EnumerateFiles(world.App.DataFolder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal));
        foreach (var file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var content = await reader.ReadToEndAsync(Cancel);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, content, StringComparison.Ordinal));
        }

        // The session's cookie is ours, so it is as long as with a password.
        Assert.InRange(browser.Cookies["personalize"].Length, 1, 1_000);
    }
}

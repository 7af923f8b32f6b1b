using System.Net;
using System.Text.Json.Nodes;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Accounts;

/// <summary>Passkeys that answer wrongly, told from one that answers right.</summary>
public sealed class PasskeyTests : IAsyncDisposable
{
    private const string Here = "http://localhost";
    private readonly PersonalizeApp _app = new() { Configure = TestAccounts.Quicken };
    private readonly SoftwareAuthenticator _device = new();

    public async ValueTask DisposeAsync()
    {
        _device.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task It_is_added_signs_in_and_is_removed()
    {
        using var browser = await WithPasskeyAsync();
        using var other = new AccountBrowser(_app) { Origin = Here };

        var answer = await SignInAsync(other, _device.Prove(await ChallengeAsync(other), Here));
        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.Status, answer.LocalLocation));
        Assert.Equal(HttpStatusCode.OK, (await other.GoAsync("/items")).Status);

        var page = (await browser.GoAsync("/account")).Text;
        var form = System.Text.RegularExpressions.Regex.Match(page, "value=\"(remove-[^\"]+)\"").Groups[1].Value;
        await browser.SubmitAsync("/account", form);
        using var late = new AccountBrowser(_app) { Origin = Here };
        Assert.Equal(HttpStatusCode.BadRequest, (await SignInAsync(late, _device.Prove(await ChallengeAsync(late), Here))).Status);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://localhost.evil.example")]
    public async Task An_answer_given_to_another_site_proves_nothing(string site)
    {
        using var victim = await WithPasskeyAsync();
        using var thief = new AccountBrowser(_app) { Origin = Here };

        var answer = await SignInAsync(thief, _device.Prove(await ChallengeAsync(thief), site));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain("personalize", thief.Cookies.Keys);
    }

    [Fact]
    public async Task An_answer_to_an_earlier_challenge_proves_nothing_against_the_next()
    {
        using var victim = await WithPasskeyAsync();
        using var thief = new AccountBrowser(_app) { Origin = Here };
        var earlier = _device.Prove(await ChallengeAsync(thief), Here);
        await ChallengeAsync(thief);

        Assert.Equal(HttpStatusCode.BadRequest, (await SignInAsync(thief, earlier)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_works_once_even_with_the_cookie_that_held_its_challenge(bool isWrittenOtherwise)
    {
        using var victim = await WithPasskeyAsync();
        using var owner = new AccountBrowser(_app) { Origin = Here };
        using var thief = new AccountBrowser(_app) { Origin = Here };
        var answer = _device.Prove(await ChallengeAsync(owner), Here);
        foreach (var (name, value) in owner.Cookies)
            thief.Cookies[name] = value;

        var first = await SignInAsync(owner, answer);
        var second = await SignInAsync(thief, isWrittenOtherwise ? WithADecoy(answer) : answer);

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.BadRequest), (first.Status, second.Status));
    }

    [Fact]
    public async Task A_passkey_of_another_site_is_not_added()
    {
        using var browser = await SignedInAsync();
        var page = (await browser.GoAsync("/account")).Text;
        var options = await OptionsAsync(browser, "/account/passkey-options", page);

        var refused = await browser.PostAsync("/account", [.. FieldsOf(page), ("Credential", _device.Create(options, "https://evil.example"))]);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("The passkey was not added", refused.Problem, StringComparison.Ordinal);
    }

    private async Task<AccountBrowser> SignedInAsync()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail(), AccountRole.Analyst);
        var browser = new AccountBrowser(_app) { Origin = Here };
        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        return browser;
    }

    // The framework does not tell "Response" from "response", and takes the last.
    private static string WithADecoy(string answer) => answer
        .Replace("\"response\":", "\"response\":{\"clientDataJSON\":\"AAAA\"},\"Response\":", StringComparison.Ordinal);

    private async Task<AccountBrowser> WithPasskeyAsync()
    {
        var browser = await SignedInAsync();
        var page = (await browser.GoAsync("/account")).Text;
        var options = await OptionsAsync(browser, "/account/passkey-options", page);
        var added = await browser.PostAsync("/account", [.. FieldsOf(page), ("Credential", _device.Create(options, Here)), ("PasskeyName", "Test key")]);
        Assert.Equal("/account?done=passkey", added.LocalLocation);
        return browser;
    }

    private static async Task<JsonNode> ChallengeAsync(AccountBrowser browser) =>
        await OptionsAsync(browser, "/signin/passkey-options", (await browser.GoAsync("/signin")).Text);

    private static async Task<JsonNode> OptionsAsync(AccountBrowser browser, string path, string page) =>
        JsonNode.Parse((await browser.PostAsync(path, [.. FieldsOf(page).Where(field => field.Name == "__RequestVerificationToken")])).Text)!;

    private static async Task<Answer> SignInAsync(AccountBrowser browser, string credential) =>
        await browser.PostAsync("/signin", [.. FieldsOf((await browser.GoAsync("/signin")).Text), ("Credential", credential)]);

    private static IEnumerable<(string Name, string Value)> FieldsOf(string page) =>
        AccountBrowser.HiddenFields(page, "passkey").Where(field => field.Name != "Credential");
}

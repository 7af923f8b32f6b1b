using System.Net;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Pages;
using Personalize.Tests.Web.Tokens;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Confirm;
using Personalize.Web.Accounts.Factors;
using Personalize.Web.Audit.Incidents;

namespace Personalize.Tests.Web.Accounts;

/// <summary>What opens further ways in asks once more who is there, with a browser that has no JavaScript.</summary>
public sealed class ConfirmTests : IAsyncDisposable
{
    private const string Wanted = "/account/second-factor";
    private const string Asked = "/account/confirm?return=%2Faccount%2Fsecond-factor";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 4, 15, 30, 0, TimeSpan.Zero));
    private readonly PersonalizeApp _app;

    public ConfirmTests() => _app = new PersonalizeApp { Clock = _clock, Configure = TestAccounts.Quicken };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task For_ten_minutes_the_sign_in_is_proof_enough_then_the_password_is_asked_for_and_leads_back()
    {
        var (_, browser) = await SignedInAsync();
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync(Wanted)).Status);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Asked, (await browser.GoAsync(Wanted)).LocalLocation);
        var wrong = await browser.SubmitAsync(Asked, "password", ("Password", "not the password"));
        var right = await browser.SubmitAsync(Asked, "password", ("Password", TestAccounts.Password));

        Assert.Equal((HttpStatusCode.BadRequest, "The password is not right."), (wrong.Status, wrong.Problem));
        Assert.Equal((HttpStatusCode.Redirect, Wanted), (right.Status, right.LocalLocation));
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync(Wanted)).Status);
    }

    [Fact]
    public async Task Passkeys_are_neither_added_nor_challenged_for_without_a_fresh_proof()
    {
        var (_, browser) = await SignedInAsync();
        var fresh = (await browser.GoAsync("/account")).Text;
        _clock.Advance(Confirmation.Lifetime);

        var page = (await browser.GoAsync("/account")).Text;
        var late = await browser.PostAsync("/account", [.. AccountBrowser.HiddenFields(fresh, "passkey").Where(field => field.Name != "Credential"), ("Credential", "{}")]);
        var challenge = await browser.PostAsync("/account/passkey-options", [.. AccountBrowser.HiddenFields(fresh, "passkey").Where(field => field.Name == "__RequestVerificationToken")]);

        Assert.Contains("data-passkey=\"create\"", fresh, StringComparison.Ordinal);
        Assert.DoesNotContain("data-passkey=\"create\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/account/confirm?return=%2Faccount\"", page, StringComparison.Ordinal);
        Assert.Equal("/account/confirm?return=%2Faccount", late.LocalLocation);
        Assert.Equal(HttpStatusCode.Forbidden, challenge.Status);
    }

    [Fact]
    public async Task A_code_confirms_too_and_once_only()
    {
        var (account, browser) = await SignedInAsync();
        var key = await KeyAsync(account);
        await _app.ChangeAsync(account, row => row.TwoFactorEnabled = true);
        _clock.Advance(Confirmation.Lifetime);
        var code = Totp.CodeAt(key, _clock.GetUtcNow());

        var right = await browser.SubmitAsync("/account/confirm?return=%2Faccount", "code", ("Code", code));
        var again = await browser.SubmitAsync("/account/confirm?return=%2Faccount", "code", ("Code", code));

        Assert.Equal((HttpStatusCode.Redirect, "/account"), (right.Status, right.LocalLocation));
        Assert.Contains("data-passkey=\"create\"", (await browser.GoAsync("/account")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
    }

    [Fact]
    public async Task A_copy_of_the_cookie_from_before_gains_nothing()
    {
        var (_, browser) = await SignedInAsync();
        using var thief = new AccountBrowser(_app);
        thief.Cookies["personalize"] = browser.Cookies["personalize"];
        _clock.Advance(Confirmation.Lifetime);

        await browser.SubmitAsync(Asked, "password", ("Password", TestAccounts.Password));

        Assert.Equal(Asked, (await thief.GoAsync(Wanted)).LocalLocation);
    }

    [Fact]
    public async Task Guessing_there_is_as_slow_as_at_sign_in()
    {
        var (_, browser) = await SignedInAsync();
        List<HttpStatusCode> answers = [];
        for (var guess = 0; guess < 7; guess++)
            answers.Add((await browser.SubmitAsync(Asked, "password", ("Password", $"guess number {guess}"))).Status);

        Assert.Equal(HttpStatusCode.BadRequest, answers[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Fact]
    public async Task It_leads_back_to_pages_of_ours_only_and_keeps_the_end_of_the_session()
    {
        var (_, browser) = await SignedInAsync();
        for (var use = 0; use < 35; use++)
        {
            _clock.Advance(TimeSpan.FromMinutes(20));
            var answer = await browser.SubmitAsync("/account/confirm?return=%2F%2Fevil.example", "password", ("Password", TestAccounts.Password));
            Assert.Equal("/", answer.LocalLocation);
        }

        _clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal("/signin?return=%2Faccount&ended=yes", (await browser.GoAsync("/account")).Location);
    }

    [Fact]
    public async Task A_demonstration_account_confirms_by_a_click_and_others_do_not()
    {
        using var demo = new AccountBrowser(_app);
        await demo.SubmitAsync("/signin", "demo", ("Role", "Admin"));
        var (_, browser) = await SignedInAsync();

        Assert.Equal(Wanted, (await demo.SubmitAsync(Asked, "demo")).LocalLocation);
        Assert.DoesNotContain("value=\"demo\"", (await browser.GoAsync(Asked)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_an_open_page_an_act_waits_for_the_proof_and_the_browser_is_led_to_it()
    {
        await using var bunit = new BunitContext();
        var navigation = bunit.Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/admin/keys?a=b");
        var state = new SignedInState(await _app.PrincipalAsync(AccountRole.Admin));
        var person = new PageActor(state, _app.Get<Standing>(), _app.Get<IncidentTally>());
        var confirmed = new ConfirmedActor(person, state, _app.Get<Confirmation>(), navigation);
        Assert.NotNull(await confirmed.FindAsync(Right.ManageApiKeys, Cancel));

        _clock.Advance(Confirmation.Lifetime);

        Assert.Null(await confirmed.FindAsync(Right.ManageApiKeys, Cancel));
        Assert.EndsWith("/account/confirm?return=%2Fadmin%2Fkeys%3Fa%3Db", navigation.Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("0")]
    public void Without_a_time_of_proof_nobody_is_fresh(string? time)
    {
        var identity = new ClaimsIdentity(time is null ? [] : [new Claim(ActorClaims.ProvedAt, time)]);

        Assert.False(new Confirmation(_clock).IsFresh(new ClaimsPrincipal(identity)));
    }

    private async Task<(Account Account, AccountBrowser Browser)> SignedInAsync()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        var browser = new AccountBrowser(_app);
        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        return (account, browser);
    }

    private async Task<string> KeyAsync(Account account)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var stored = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByEmailAsync(account.Email!);
        return await scope.ServiceProvider.GetRequiredService<SecondFactor>().KeyAsync(stored!);
    }
}

using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Accounts.Factors;
using Personalize.Web.Accounts.Sessions;

namespace Personalize.Tests.Web.Accounts;

/// <summary>What people do to their own account, with a browser that has no JavaScript.</summary>
public sealed partial class OwnAccountTests : IAsyncDisposable
{
    private const string NewPassword = "seven maple doors creak";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 4, 15, 30, 0, TimeSpan.Zero));
    private readonly PersonalizeApp _app;

    public OwnAccountTests() => _app = new PersonalizeApp { Clock = _clock, Configure = TestAccounts.Quicken };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_stranger_is_sent_to_sign_in()
    {
        using var browser = new AccountBrowser(_app);

        Assert.Equal("/signin?return=%2Faccount", (await browser.GoAsync("/account")).Location);
        Assert.Equal("/signin?return=%2Faccount%2Fsecond-factor", (await browser.GoAsync("/account/second-factor")).Location);
        Assert.NotEqual(HttpStatusCode.OK, (await browser.PostAsync("/account/passkey-options")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/signin/passkey-options")).Status);
    }

    [Theory]
    [InlineData("/account")]
    [InlineData("/account/second-factor")]
    [InlineData("/account/confirm")]
    public async Task Each_page_offers_to_sign_out(string path)
    {
        var (_, browser) = await SignedInAsync();

        var answer = await browser.PostAsync("/signout", AccountBrowser.HiddenFields((await browser.GoAsync(path)).Text, "/signout"));

        Assert.Equal("/signin", answer.LocalLocation);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GoAsync(path)).Status);
    }

    [Fact]
    public async Task A_new_password_needs_the_old_one_and_signs_out_everywhere_else()
    {
        var (account, browser) = await SignedInAsync();
        using var other = new AccountBrowser(_app);
        await other.SignInAsync(account.Email!, TestAccounts.Password);

        var wrong = await ChangeAsync(browser, "not the password", NewPassword);
        var weak = await ChangeAsync(browser, TestAccounts.Password, "password1234");
        var changed = await ChangeAsync(browser, TestAccounts.Password, NewPassword);

        Assert.Equal((HttpStatusCode.BadRequest, "The current password is not right."), (wrong.Status, wrong.Problem));
        Assert.Equal(HttpStatusCode.BadRequest, weak.Status);
        Assert.Equal((HttpStatusCode.Redirect, "/account?done=password"), (changed.Status, changed.LocalLocation));
        Assert.Contains("The password is changed", (await browser.GoAsync("/account?done=password")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await other.GoAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await other.SignInAsync(account.Email!, TestAccounts.Password)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await other.SignInAsync(account.Email!, NewPassword)).Status);
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_one_by_one_or_all()
    {
        var (account, browser) = await SignedInAsync();
        using var other = new AccountBrowser(_app) { Address = "203.0.113.77" };
        using var third = new AccountBrowser(_app);
        await other.SignInAsync(account.Email!, TestAccounts.Password);
        await third.SignInAsync(account.Email!, TestAccounts.Password);

        var page = (await browser.GoAsync("/account")).Text;
        Assert.Contains("203.0.113.77", page, StringComparison.Ordinal);
        Assert.Equal(2, SessionForm().Count(page));
        await using (var db = await _app.OpenDatabaseAsync())
        {
            var session = await db.AccountSessions.SingleAsync(row => row.Network == "203.0.113.77", Cancel);
            await browser.SubmitAsync("/account", $"end-{session.Id}");
        }

        Assert.Equal(HttpStatusCode.Redirect, (await other.GoAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.OK, (await third.GoAsync("/account")).Status);
        Assert.Equal("/signin", (await browser.SubmitAsync("/account", "everywhere")).LocalLocation);
        Assert.Equal(HttpStatusCode.Redirect, (await third.GoAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GoAsync("/account")).Status);
    }

    [Fact]
    public async Task Somebody_elses_session_is_neither_seen_nor_ended()
    {
        var (_, browser) = await SignedInAsync();
        var victim = await _app.AddAccountAsync(TestAccounts.NewEmail());
        using var theirs = new AccountBrowser(_app) { Address = "203.0.113.77" };
        await theirs.SignInAsync(victim.Email!, TestAccounts.Password);
        using var second = new AccountBrowser(_app);
        await second.SignInAsync(victim.Email!, TestAccounts.Password);
        await using var db = await _app.OpenDatabaseAsync();
        var session = await db.AccountSessions.SingleAsync(row => row.Network == "203.0.113.77", Cancel);

        var page = (await browser.GoAsync("/account")).Text;
        var forged = await browser.PostAsync(
            "/account", [.. AccountBrowser.HiddenFields(page, "everywhere").Where(field => field.Name != "_handler"), ("_handler", $"end-{session.Id}")]);
        var ended = await _app.Get<SessionKeeper>().EndAsync(
            Actor.Owner(victim.Id + 1, ActionSource.Page), victim.Id + 1, session.Id, Cancel);

        Assert.DoesNotContain("203.0.113.77", page, StringComparison.Ordinal);
        Assert.DoesNotContain(session.Id.ToString(), page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, forged.Status);
        Assert.False(ended);
        Assert.Equal(HttpStatusCode.OK, (await theirs.GoAsync("/items")).Status);
    }

    [Fact]
    public async Task With_a_second_factor_the_password_alone_does_not_sign_in()
    {
        var (account, browser) = await SignedInAsync();
        var (key, codes) = await EnableAsync(browser);
        Assert.Equal(SecondFactor.RecoveryCodes, codes.Count);
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/account")).Status);
        _clock.Advance(TimeSpan.FromMinutes(5));

        using var next = new AccountBrowser(_app);
        var half = await next.SignInAsync(account.Email!, TestAccounts.Password, "/signin?return=%2Fusers");
        Assert.Equal("/signin/code?return=%2Fusers", half.LocalLocation);
        Assert.Equal("/signin?return=%2Fusers", (await next.GoAsync("/users")).Location);
        Assert.Equal(HttpStatusCode.BadRequest, (await CodeAsync(next, "000000")).Status);
        var code = Totp.CodeAt(key, _clock.GetUtcNow());
        var whole = await CodeAsync(next, code);
        Assert.Equal((HttpStatusCode.Redirect, "/users"), (whole.Status, whole.LocalLocation));
        Assert.Equal(HttpStatusCode.OK, (await next.GoAsync("/users")).Status);

        using var replay = new AccountBrowser(_app);
        await replay.SignInAsync(account.Email!, TestAccounts.Password);
        Assert.Equal(HttpStatusCode.BadRequest, (await CodeAsync(replay, code)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await CodeAsync(replay, codes[0].ToLowerInvariant())).Status);

        using var again = new AccountBrowser(_app);
        await again.SignInAsync(account.Email!, TestAccounts.Password);
        Assert.Equal(HttpStatusCode.BadRequest, (await CodeAsync(again, codes[0])).Status);
    }

    [Fact]
    public async Task A_used_recovery_code_leaves_the_others_working()
    {
        var (account, browser) = await SignedInAsync();
        var (_, codes) = await EnableAsync(browser);

        foreach (var code in codes.Take(3))
        {
            using var next = new AccountBrowser(_app);
            await next.SignInAsync(account.Email!, TestAccounts.Password);
            Assert.Equal(HttpStatusCode.Redirect, (await CodeAsync(next, code)).Status);
        }

        Assert.Contains("7 recovery codes are left", (await browser.GoAsync("/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Halfway_is_over_after_five_minutes_however_often_it_is_asked_for()
    {
        var (account, browser) = await SignedInAsync();
        await EnableAsync(browser);
        using var half = new AccountBrowser(_app);
        await half.SignInAsync(account.Email!, TestAccounts.Password);

        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(HttpStatusCode.OK, (await half.GoAsync("/signin/code")).Status);
        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("/signin?return=%2F", (await half.GoAsync("/signin/code")).LocalLocation);
    }

    [Fact]
    public async Task Guessing_codes_gets_slow_and_the_password_does_not_forgive_it()
    {
        var (account, browser) = await SignedInAsync();
        await EnableAsync(browser);
        using var thief = new AccountBrowser(_app) { Address = "203.0.113.5" };
        List<HttpStatusCode> answers = [];
        for (var guess = 0; guess < 8; guess++)
        {
            await thief.SignInAsync(account.Email!, TestAccounts.Password);
            answers.Add((await CodeAsync(thief, $"00000{guess}")).Status);
        }

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.BadRequest, 5), answers[..5]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Fact]
    public async Task Nobody_is_halfway_without_the_password_or_after_it_changed()
    {
        var (account, browser) = await SignedInAsync();
        await EnableAsync(browser);
        using var stranger = new AccountBrowser(_app);
        Assert.Equal("/signin?return=%2F", (await stranger.GoAsync("/signin/code")).LocalLocation);

        using var half = new AccountBrowser(_app);
        await half.SignInAsync(account.Email!, TestAccounts.Password);
        await ChangeAsync(browser, TestAccounts.Password, NewPassword);
        Assert.Equal("/signin?return=%2F", (await half.GoAsync("/signin/code")).LocalLocation);
    }

    [Fact]
    public async Task Switching_it_off_needs_a_code()
    {
        var (_, browser) = await SignedInAsync();
        var (key, _) = await EnableAsync(browser);
        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SubmitAsync("/account/second-factor", "manage", ("Code", "000000"), ("Action", "off"))).Status);
        var off = await browser.SubmitAsync(
            "/account/second-factor", "manage", ("Code", Totp.CodeAt(key, _clock.GetUtcNow())), ("Action", "off"));

        Assert.Equal("/account?done=second-factor", off.LocalLocation);
        Assert.Contains("Set it up", (await browser.GoAsync("/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_holds_neither_the_key_nor_the_recovery_codes()
    {
        var (account, browser) = await SignedInAsync();
        var (key, codes) = await EnableAsync(browser);

        await using var db = await _app.OpenDatabaseAsync();
        var values = await db.Set<IdentityUserToken<int>>().Where(token => token.UserId == account.Id).Select(token => token.Value!).ToListAsync(Cancel);

        Assert.Equal(3, values.Count); // key, codes, last used step
        Assert.DoesNotContain(values, value => value.Contains(key, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(values, value => codes.Any(code => value.Contains(code, StringComparison.OrdinalIgnoreCase)));
    }

    private async Task<(Account Account, AccountBrowser Browser)> SignedInAsync()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail());
        var browser = new AccountBrowser(_app);
        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        return (account, browser);
    }

    private static Task<Answer> ChangeAsync(AccountBrowser browser, string current, string chosen) =>
        browser.SubmitAsync("/account", "password", ("Change.Current", current), ("Input.Password", chosen));

    private static Task<Answer> CodeAsync(AccountBrowser browser, string code) => browser.SubmitAsync("/signin/code?return=%2Fusers", "code", ("Code", code));

    private Task<(string Key, IReadOnlyList<string> Codes)> EnableAsync(AccountBrowser browser) => SecondFactors.EnableAsync(browser, _clock);

    [GeneratedRegex("value=\"end-")]
    private static partial Regex SessionForm();
}

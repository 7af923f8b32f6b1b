using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;
using Personalize.Tests.Web.Tokens;
using Personalize.Web.Accounts.Factors;
using Personalize.Web.Accounts.Links;
using Personalize.Web.Audit.Incidents;

namespace Personalize.Tests.Web.Accounts;

/// <summary>Outside development an Admin reaches nothing before a second factor is shown.</summary>
public sealed partial class FactorRuleTests : IAsyncDisposable
{
    private const string Way = "/account/second-factor?return=%2Fusers";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 4, 15, 30, 0, TimeSpan.Zero));
    private readonly PersonalizeApp _app;

    public FactorRuleTests() => _app = new PersonalizeApp { Environment = "Production", Clock = _clock, Configure = TestAccounts.Quicken };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_first_run_leads_from_the_set_up_link_over_the_second_factor_to_the_live_page()
    {
        using var browser = new AccountBrowser(_app);
        var made = await browser.SubmitAsync(
            await OfferAsync(), "setup", ("Input.Email", "anna@example.org"), ("Input.Name", "Anna"), ("Input.Password", TestAccounts.Password));
        var away = await browser.GoAsync(made.LocalLocation!);
        Assert.Equal("/account/second-factor?return=%2F", away.Location);

        var key = KeyOf(await browser.GoAsync(away.Location!));
        var wrong = await browser.SubmitAsync(away.Location!, "enable", ("Code", "000000"));
        var enabled = await browser.SubmitAsync(away.Location!, "enable", ("Code", Totp.CodeAt(key, _clock.GetUtcNow())));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (wrong.Status, enabled.Status));
        Assert.Contains("<a class=\"pz-button pz-primary\" href=\"/\">I have kept them</a>", enabled.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/account")).Status);
    }

    [Fact]
    public async Task Before_that_every_page_leads_there_and_no_circuit_opens()
    {
        using var browser = await SignedInAsync(await _app.AddAccountAsync(TestAccounts.NewEmail(), AccountRole.Admin));

        foreach (var path in (string[])["/", "/users", "/import", "/audit", "/admin/accounts", "/admin/keys", "/account", "/not-found"])
            Assert.Equal($"/account/second-factor?return={Uri.EscapeDataString(path)}", (await browser.GoAsync(path)).Location);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GoAsync("/audit/export")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/import/upload")).Status);
        Assert.Contains(_app.Get<IncidentTally>().Take(), counted => counted.Key is { Action: Incident.Refused, Reason: "second factor not shown" } && counted.Value == 3);
    }

    [Fact]
    public async Task Who_shows_the_code_at_sign_in_is_let_in()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail(), AccountRole.Admin);
        var key = await EnrolAsync(account);
        using var browser = await SignedInAsync(account);

        var answer = await browser.SubmitAsync("/signin/code", "code", ("Code", Totp.CodeAt(key, _clock.GetUtcNow())));

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/users")).Status);
    }

    [Fact]
    public async Task A_password_alone_adds_no_factor_beside_the_passkey_that_its_owner_has()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail(), AccountRole.Admin);
        await _app.AddPasskeyAsync(account);
        using var thief = await SignedInAsync(account);

        var page = await thief.GoAsync(Way);
        var confirm = await thief.GoAsync(page.LocalLocation!);
        var refused = await thief.PostAsync(
            page.LocalLocation!, [.. AccountBrowser.HiddenFields(confirm.Text, "passkey").Where(field => field.Name != "_handler"), ("_handler", "password"), ("Password", TestAccounts.Password)]);

        Assert.Equal("/account/confirm?return=%2Fusers", page.LocalLocation);
        Assert.DoesNotContain("type=\"password\"", confirm.Text, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.Redirect, refused.Status);
        Assert.Equal(Way, (await thief.GoAsync("/users")).Location);
    }

    [Theory]
    [InlineData(AccountRole.Operator)]
    [InlineData(AccountRole.Analyst)]
    public async Task Others_are_not_asked(AccountRole role)
    {
        using var browser = await SignedInAsync(await _app.AddAccountAsync(TestAccounts.NewEmail(), role));

        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/users")).Status);
    }

    [Theory]
    [InlineData("Development", null, true)]
    [InlineData("Development", "true", false)]
    [InlineData("Production", "false", true)]
    public async Task It_is_a_setting_that_is_on_outside_development(string environment, string? setting, bool isLetIn)
    {
        await using var app = new PersonalizeApp
        {
            Environment = environment,
            Configure = TestAccounts.Quicken,
            Settings = setting is null ? [] : new Dictionary<string, string> { ["Personalize:Security:AdminsNeedSecondFactor"] = setting },
        };
        var account = await app.AddAccountAsync(TestAccounts.NewEmail(), AccountRole.Admin);
        using var browser = new AccountBrowser(app);
        await browser.SignInAsync(account.Email!, TestAccounts.Password);

        Assert.Equal(isLetIn ? HttpStatusCode.OK : HttpStatusCode.Redirect, (await browser.GoAsync("/users")).Status);
    }

    [Fact]
    public async Task A_program_gets_no_token_for_an_Admins_password_alone()
    {
        var account = await _app.AddAccountAsync(TestAccounts.NewEmail(), AccountRole.Admin);
        using var program = _app.CreateStranger();

        var without = await program.SignInAsync(account.Email!, TestAccounts.Password);
        var key = await EnrolAsync(account);
        var with = await program.SendAsync(
            "POST", "/api/auth/token", $$"""{"grant":"password","email":"{{account.Email}}","password":"{{TestAccounts.Password}}","code":"{{Totp.CodeAt(key, _clock.GetUtcNow())}}"}""");

        Assert.Equal((HttpStatusCode.Unauthorized, "second_factor_needed"), (without.Status, without.Code));
        Assert.Equal(HttpStatusCode.OK, with.Status);
    }

    private async Task<AccountBrowser> SignedInAsync(Account account)
    {
        var browser = new AccountBrowser(_app);
        await browser.SignInAsync(account.Email!, TestAccounts.Password);
        return browser;
    }

    private async Task<string> OfferAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<FirstAdmin>().OfferAsync(Cancel))!;
    }

    private async Task<string> EnrolAsync(Account account)
    {
        await _app.ChangeAsync(account, row => row.TwoFactorEnabled = true);
        await using var scope = _app.Services.CreateAsyncScope();
        var stored = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByEmailAsync(account.Email!);
        return await scope.ServiceProvider.GetRequiredService<SecondFactor>().KeyAsync(stored!);
    }

    private static string KeyOf(Accounts.Answer page) => KeyText().Match(page.Text).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex("pz-secret\">([A-Z2-7 ]+)<")]
    private static partial Regex KeyText();
}
